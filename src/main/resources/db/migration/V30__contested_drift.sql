-- When sweeps have asked for repairs of an environment, of the last hour: what is undone again and again is contested.
alter table drift add column repairs jsonb not null default '[]';
