-- What the latest validation of the audit trail's chain came to, whoever asked for it: one row, which every node reports.
create table audit_validation (
    only_row        boolean primary key default true check (only_row),
    checked_at      timestamp with time zone not null,
    valid           boolean                  not null,
    lines           bigint                   not null,
    broken_position bigint,
    broken_reason   text
);
