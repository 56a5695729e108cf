-- What Confluent last said of the topics and catalog integrations that use an environment's integration. It goes with the environment.
create table tableflow_verdict (
    environment_id uuid                     primary key references environment on delete cascade,
    integration_id text                     not null,
    status         text                     not null,
    reason         text                     not null,
    message        text                     not null,
    status_since   timestamp with time zone not null,
    checked_at     timestamp with time zone,
    topic_count    integer                  not null,
    topics         jsonb                    not null,
    catalogs       jsonb                    not null
);
