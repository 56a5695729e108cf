-- Who is signed in to the console. The cookie is not stored, only its SHA-256; nor is a permission, only whose token it was.
create table console_session (
    id           bytea                    primary key,
    token_sha256 text                     not null,
    created_at   timestamp with time zone not null,
    seen_at      timestamp with time zone not null
);

create index console_session_seen_at on console_session (seen_at);
