-- When sweeps have asked for repairs of an environment that had failed, of the last hour: what cannot be repaired is tried less and
-- less often. Nobody undid them, so they do not count as contested.
alter table drift add column failed_repairs jsonb not null default '[]';
