-- The order in which documents were applied, whichever node's clock said when: numbers begin anew with each life of an
-- environment, and lists of a name go through all of its lives.
alter table policy_revision add column applied_order bigint generated always as identity;

drop index policy_revision_name;
create index policy_revision_name on policy_revision (environment_name, policy, applied_order);
