-- Whose bucket it is, is looked up for each request of a caller who does not see all environments.
create index environment_bucket on environment ((spec ->> 'bucket'));
