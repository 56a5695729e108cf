-- Every policy document that was ever applied. No reference to the environment: revisions outlive it.
create table policy_revision (
    id               uuid                     primary key,
    environment_id   uuid                     not null,
    environment_name text                     not null,
    policy           text                     not null,
    number           int                      not null,
    document         text                     not null,
    applied_at       timestamp with time zone not null,
    applied_by       text                     not null,
    reason           text                     not null,
    unique (environment_id, policy, number),
    check (policy in ('TRUST', 'S3', 'GLUE'))
);

create index policy_revision_name on policy_revision (environment_name, applied_at);
