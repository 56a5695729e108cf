-- How far each endpoint of tableflow.notifications has been told of the audit trail, by its name.
create table notification_endpoint (
    name            text primary key,
    -- Up to this position of the trail, every event was delivered, or its environment is in notification_blocked.
    position        bigint                   not null,
    -- Raised by every change, so that of two nodes which store an outcome only one does.
    revision        bigint                   not null default 0,
    -- Attempts that failed in a row, since when, and when the next may be made.
    failures        integer                  not null default 0,
    failing_since   timestamp with time zone,
    resume_at       timestamp with time zone,
    last_success_at timestamp with time zone,
    last_failure_at timestamp with time zone,
    last_failure    text,
    disabled_at     timestamp with time zone,
    disabled_reason text
);

-- Environments of which an event could not be delivered to an endpoint: later events of theirs wait for it, those of others do not.
create table notification_blocked (
    endpoint      text                     not null references notification_endpoint on delete cascade,
    -- The name; empty for events of no environment.
    environment   text                     not null,
    -- The event that is due next.
    position      bigint                   not null,
    attempts      integer                  not null,
    failing_since timestamp with time zone not null,
    due_at        timestamp with time zone not null,
    last_failure  text                     not null,
    primary key (endpoint, environment)
);

create index notification_blocked_due on notification_blocked (endpoint, due_at);

-- Whose events these are: receivers may have several installations, each of which counts its events from 1.
create table notification_source (
    only_row boolean primary key default true check (only_row),
    id       uuid not null default gen_random_uuid()
);

insert into notification_source default values;
