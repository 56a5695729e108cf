-- What live IAM differed in when an environment was last compared with it. It goes with the environment.
create table drift (
    environment_id uuid                     primary key references environment on delete cascade,
    checked_at     timestamp with time zone not null,
    in_sync        boolean                  not null,
    differences    jsonb                    not null
);
