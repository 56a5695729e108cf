-- What sweeps found with our tags or names in an account, and that no environment has. Without an environment's id: it
-- was read and does not carry our tags, so that it need not be read again by the next sweep.
create table orphan (
    arn            text                     primary key,
    account_id     text                     not null,
    environment    text,
    environment_id text,
    looked_at      timestamp with time zone not null,
    seen_since     timestamp with time zone not null
);

-- Until when an account is swept although it may have no environments any more.
alter table drift_sweep add column watched_until timestamp with time zone;

-- Sweeps of earlier versions left out environments that had failed, and wrote a row for each that was known to differ.
alter table drift_sweep add column covers_all boolean not null default false;
