-- How long a step has waited for things that have a limit of their own: that time is not the step's to give up after.
-- And how often it has failed: that, and not how often it had to wait its turn, makes the pauses longer.
alter table workflow_step
    add column waited_millis bigint not null default 0,
    add column retries       int    not null default 0;
