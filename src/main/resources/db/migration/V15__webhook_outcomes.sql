-- Every callback whose signature held, whatever became of it. What comes again with the same outcome is counted, not added, and
-- what was refused belongs to no environment: its name is only what the callback said.
alter table webhook_delivery drop constraint webhook_delivery_pkey;

alter table webhook_delivery
    alter column environment_id drop not null,
    alter column environment drop not null,
    add column number           bigint                   generated always as identity primary key,
    add column integration      text,
    add column outcome          text                     not null default 'ACCEPTED',
    add column code             text,
    add column reason           text,
    add column address          text,
    add column signed_at        timestamp with time zone,
    add column last_received_at timestamp with time zone,
    add column times            int                      not null default 1,
    add check (outcome in ('ACCEPTED', 'DUPLICATE', 'SUPERSEDED', 'REFUSED')),
    add check ((outcome = 'REFUSED') = (environment_id is null) and (outcome = 'REFUSED') = (code is not null));

update webhook_delivery set signed_at = received_at, last_received_at = received_at;

alter table webhook_delivery
    alter column signed_at set not null,
    alter column last_received_at set not null,
    alter column outcome drop default,
    alter column times drop default;

create unique index webhook_delivery_message on webhook_delivery
    (webhook_id, coalesce(environment_id, '00000000-0000-0000-0000-000000000000'), outcome, coalesce(code, ''));
create index webhook_delivery_signed_at on webhook_delivery (environment_id, signed_at) where outcome = 'ACCEPTED';
create index webhook_delivery_last_received_at on webhook_delivery (last_received_at);
drop index webhook_delivery_received_at;
