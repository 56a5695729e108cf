-- Which generation of the spec the latest verification of an environment was of: what passed for another one says nothing of this one;
-- null: the version that made the report did not say.
alter table verification_report add column generation bigint;
