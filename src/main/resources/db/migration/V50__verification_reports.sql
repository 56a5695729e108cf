-- The latest verification of each environment by what is live in AWS. It goes with the environment.
create table verification_report (
    environment_id uuid                     primary key references environment on delete cascade,
    started_at     timestamp with time zone not null,
    finished_at    timestamp with time zone not null,
    verdict        text                     not null,
    checks         jsonb                    not null
);
