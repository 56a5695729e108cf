-- Which change of the spec is wanted, which one the latest workflow was begun for, and which one stands in IAM: 0 for none yet.
-- What an earlier spec wanted and the present one does not is remembered until it is taken away.
alter table environment add column generation bigint not null default 1;
alter table environment add column begun_generation bigint not null default 1;
alter table environment add column observed_generation bigint not null default 0;
alter table environment add column retired_tags jsonb not null default '[]';
alter table environment add column repair jsonb;

update environment e set observed_generation = 1
where exists (select 1 from workflow w where w.subject_id = e.id and w.kind = 'PROVISION' and w.state = 'SUCCEEDED');

alter table environment alter column generation drop default;
alter table environment alter column begun_generation drop default;
alter table environment alter column observed_generation drop default;
alter table environment alter column retired_tags drop default;
