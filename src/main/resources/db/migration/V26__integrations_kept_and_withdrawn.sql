-- An integration that was withdrawn, by whom, until the trust denies everyone; and since when the trust lets in whom it lets in.
alter table environment
    add column withdrawn_by  text,
    add column trusted_since timestamp with time zone;

update environment
set trusted_since = coalesce(
    (select max(applied_at)
     from policy_revision
     where policy_revision.environment_id = environment.id and policy = 'TRUST'),
    updated_at)
where trusted is not null;

-- What was received for a role of another account was rejected, not withdrawn.
update environment set integration_as_of = null where integration is null;

-- Integrations of authentic callbacks whose role no environment had. An environment that gets the role takes the latest of them.
create table kept_integration (
    webhook_id               text                     not null,
    body_digest              text                     not null,
    signed_by                text[]                   not null,
    environment              text                     not null,
    role_arn                 text                     not null,
    integration              text                     not null,
    principal                text                     not null,
    external_id              text                     not null,
    confluent_environment_id text,
    signed_at                timestamp with time zone not null,
    last_received_at         timestamp with time zone not null,
    primary key (webhook_id, body_digest)
);

create index kept_integration_environment on kept_integration (environment, signed_at);
create index kept_integration_last_received_at on kept_integration (last_received_at);
