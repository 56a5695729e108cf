-- How many rules fail, or are waived, over all environments, as of the latest look at all of them; for the metrics.
create table compliance_summary (
    severity  text                     primary key,
    failed    bigint                   not null,
    waived    bigint                   not null,
    judged_at timestamp with time zone not null
);
