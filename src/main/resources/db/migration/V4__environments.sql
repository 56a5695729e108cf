-- What is wanted and what stands, one row an environment. A row that is deleted is an environment that is gone.
create table environment (
    id                    uuid                     primary key,
    name                  text                     not null unique,
    state                 text                     not null,
    spec                  jsonb                    not null,
    resources             jsonb                    not null,
    account               jsonb,
    integration           jsonb,
    trusted               jsonb,
    conditions            jsonb                    not null,
    requested_by          text                     not null,
    deletion_requested_at timestamp with time zone,
    deletion_requested_by text,
    workflow_id           uuid                     references workflow,
    created_at            timestamp with time zone not null,
    updated_at            timestamp with time zone not null,
    revision              bigint                   not null,
    check (state in ('PROVISIONING', 'AWAITING_INTEGRATION', 'UPDATING_TRUST', 'ACTIVE', 'UPDATING', 'FAILED', 'DELETING')),
    check (name ~ '^[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?$')
);

create index environment_state_name on environment (state, name);
