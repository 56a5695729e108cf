-- How long a step has waited for things that have a limit of their own: that time is not the step's to give up after.
alter table workflow_step add column waited_millis bigint not null default 0;
