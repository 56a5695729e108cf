-- Who asked that an environment be let go without a call to AWS, because its account was closed, for example.
alter table environment
    add column deletion_abandoned_by text;
