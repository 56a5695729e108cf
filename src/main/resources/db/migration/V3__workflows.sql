-- Durable runs of ordered steps. Rows are kept for ever: they are part of the story that the audit trail tells.
create table workflow (
    id              uuid                     primary key,
    subject_id      uuid                     not null,
    subject_name    text                     not null,
    kind            text                     not null,
    state           text                     not null,
    problem         jsonb,
    next_attempt_at timestamp with time zone,
    woken           boolean                  not null,
    created_at      timestamp with time zone not null,
    updated_at      timestamp with time zone not null,
    finished_at     timestamp with time zone,
    version         bigint                   not null,
    check (state in ('RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    check ((state in ('RUNNING', 'WAITING')) = (next_attempt_at is not null))
);

-- At most one workflow of a subject is active, whatever the code believes.
create unique index workflow_active on workflow (subject_id) where state in ('RUNNING', 'WAITING');
create index workflow_subject_name on workflow (subject_name, created_at);
create index workflow_subject_id on workflow (subject_id, created_at);

create table workflow_step (
    id            uuid                     primary key,
    workflow_id   uuid                     not null references workflow,
    position      int                      not null,
    name          text                     not null,
    state         text                     not null,
    attempts      int                      not null,
    last_error    jsonb,
    trouble_since timestamp with time zone,
    started_at    timestamp with time zone,
    finished_at   timestamp with time zone,
    unique (workflow_id, position),
    unique (workflow_id, name),
    check (state in ('PENDING', 'RUNNING', 'WAITING', 'DONE', 'FAILED', 'CANCELLED'))
);
