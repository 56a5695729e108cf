-- The audit trail says who, from where, what, on what, before and after, why and by which request; and its lines are chained,
-- so that a line that is altered, missing or slipped in is found. src/docs/audit.md has the encoding, to the byte.

-- Some lines are about no environment: a login that was refused. json and not jsonb: what was hashed stays as it was
-- written, to the byte.
alter table audit_event
    alter column environment_id drop not null,
    alter column environment drop not null,
    alter column details type json using details::text::json,
    add column address        text,
    add column correlation_id text,
    add column reason         text,
    add column before         json,
    add column after          json;

create index audit_event_type on audit_event (type, id);
create index audit_event_actor on audit_event (actor, id);
create index audit_event_correlation_id on audit_event (correlation_id) where correlation_id is not null;

-- A line is inserted by the transaction that it tells of, together with a row here that holds its digest. After the commit
-- it is sealed: it gets the next position in the chain, and leaves here.
create table audit_unsealed (
    event_id bigint primary key,
    digest   bytea  not null
);

-- The chain: hash is SHA-256 of the hash at the position before and the digest of the line. Positions have no gaps. No foreign
-- key: a line that is gone is to be found, and not to be in the way.
create table audit_seal (
    position bigint primary key,
    event_id bigint not null unique,
    hash     bytea  not null
);

create trigger audit_seal_append_only
    before update or delete or truncate
    on audit_seal
    for each statement
execute function refuse_change_of_audit_event();

-- How long the chain is and how it ends, so that lines missing at its end are found, too. Whoever seals locks it.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    position bigint not null,
    hash     bytea  not null
);

insert into audit_head (position, hash)
values (0, decode(repeat('00', 32), 'hex'));

create or replace function refuse_change_of_audit_event() returns trigger
    language plpgsql as
$$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

-- What was written by earlier versions is the beginning of the chain.
insert into audit_unsealed (event_id, digest)
select id, sha256(convert_to(string_agg(coalesce(octet_length(field) || ':' || field, '-'), ',' order by nth), 'UTF8'))
from audit_event
     cross join lateral unnest(array [
         to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), type, environment_id::text, environment, actor,
         address, correlation_id, reason, before::text, after::text, details::text]) with ordinality as line (field, nth)
group by id;
