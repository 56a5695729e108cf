-- Who did what, in the order in which it was committed to. Append-only: the database itself refuses to change a line.
create table audit_event (
    id             bigint                   generated always as identity primary key,
    occurred_at    timestamp with time zone not null,
    type           text                     not null,
    environment_id uuid                     not null,
    environment    text                     not null,
    actor          text                     not null,
    details        jsonb                    not null
);

create index audit_event_environment on audit_event (environment, id);

create function refuse_change_of_audit_event() returns trigger
    language plpgsql as
$$
begin
    raise exception 'audit_event is append-only';
end
$$;

create trigger audit_event_append_only
    before update or delete or truncate
    on audit_event
    for each statement
execute function refuse_change_of_audit_event();
