-- The order in which verdicts have changed, so that a page that shows some can tell whether there is a newer one. What the version before
-- stores counts as no change.
create sequence tableflow_verdict_change;
alter table tableflow_verdict add column change_number bigint not null default 0;
create index tableflow_verdict_change_number on tableflow_verdict (change_number);
