-- Who accepts for how long that a rule fails. Rows are kept, also those that are over, withdrawn or replaced, and those of
-- environments that are gone.
create table compliance_waiver (
    id               uuid                     primary key,
    environment_id   uuid                     not null,
    environment_name text                     not null,
    rule             text                     not null,
    reason           text                     not null,
    ticket           text,
    until            timestamp with time zone not null,
    requested_by     text                     not null,
    requested_at     timestamp with time zone not null,
    approved_by      text,
    approved_at      timestamp with time zone,
    ended_by         text,
    ended_at         timestamp with time zone,
    ended_how        text
);

create index compliance_waiver_environment on compliance_waiver (environment_id, requested_at);

-- One at a time for each rule.
create unique index compliance_waiver_open on compliance_waiver (environment_id, rule) where ended_at is null;
