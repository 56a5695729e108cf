-- What came of the latest sweep of each account. Environments that it found intact are not written to.
create table drift_sweep (
    account_id    text                     primary key,
    started_at    timestamp with time zone,
    finished_at   timestamp with time zone,
    environments  integer                  not null,
    drifted       integer                  not null,
    failing_since timestamp with time zone,
    failure       text
);
