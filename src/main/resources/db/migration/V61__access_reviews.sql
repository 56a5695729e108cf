-- What AWS tells of the use of each environment's role, and who reviewed it. All of it goes with the environment.
create table access_report (
    environment_id uuid                     primary key references environment on delete cascade,
    asked_at       timestamp with time zone not null,
    collected_at   timestamp with time zone,
    failure        text,
    permission     text
);

-- The lines of the latest report: services, and where AWS tracks them, their actions.
create table access_use (
    environment_id uuid not null references environment on delete cascade,
    service        text not null,
    action         text not null,
    used_at        timestamp with time zone,
    region         text,
    primary key (environment_id, service, action)
);

-- Calls of AssumeRole, from CloudTrail. Without the external id that was sent.
create table access_call (
    event_id            text                     primary key,
    environment_id      uuid                     not null references environment on delete cascade,
    occurred_at         timestamp with time zone not null,
    region              text                     not null,
    caller_type         text                     not null,
    caller_account      text,
    caller_id           text,
    caller_arn          text,
    session_name        text,
    source_ip           text,
    error_code          text,
    external_id_matched boolean,
    shared_event_id     text,
    unexpected          text
);
create index access_call_latest on access_call (environment_id, occurred_at desc, event_id);
create index access_call_oldest on access_call (occurred_at);

-- Who has called, for each integration that the environment had then; the first one is pinned.
create table access_caller (
    environment_id uuid                     not null references environment on delete cascade,
    integration_id text                     not null,
    caller_id      text                     not null,
    caller_account text                     not null,
    first_seen     timestamp with time zone not null,
    last_seen      timestamp with time zone not null,
    times          bigint                   not null,
    primary key (environment_id, integration_id, caller_id, caller_account)
);

-- How far CloudTrail was read in each account and region.
create table access_coverage (
    account_id     text                     not null,
    region         text                     not null,
    covered_from   timestamp with time zone not null,
    covered_to     timestamp with time zone not null,
    window_seconds integer                  not null,
    skipped_at     timestamp with time zone,
    asked_at       timestamp with time zone not null,
    failure        text,
    permission     text,
    primary key (account_id, region)
);

create table access_review (
    id             uuid                     primary key,
    environment_id uuid                     not null references environment on delete cascade,
    reviewer       text                     not null,
    note           text                     not null,
    reviewed_at    timestamp with time zone not null,
    next_due       timestamp with time zone not null
);
create index access_review_latest on access_review (environment_id, reviewed_at desc, id);
