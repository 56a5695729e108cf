-- Provider integrations that a forced or abandoned deletion has left at Confluent. A role has at most one in a Confluent environment.
create table left_integration (
    confluent_environment text                     not null,
    role_arn              text                     not null,
    -- Null: not known. Confluent may have one for the role, or none.
    integration_id        text,
    account_id            text                     not null,
    environment           text                     not null,
    environment_id        uuid                     not null,
    left_by               text                     not null,
    why                   text                     not null,
    left_at               timestamp with time zone not null,
    seen_at               timestamp with time zone,
    missed_at             timestamp with time zone,
    primary key (confluent_environment, role_arn)
);

-- Those that no environment has: neither the one that left it, while it is being deleted, nor one for the same role, which adopts it.
create view orphaned_integration as
select * from left_integration l
where not exists (
    select 1 from environment e
    where e.name = l.environment
        and coalesce(e.account ->> 'id', e.spec ->> 'accountId', l.account_id) = l.account_id
        and (e.integration ->> 'id' = l.integration_id
            or coalesce(e.spec -> 'confluent' ->> 'environmentId', e.integration ->> 'confluentEnvironmentId')
                = l.confluent_environment));
