-- Where the integrations are that are looked at: each Confluent environment is listed, and its environments read page by page.
create index environment_confluent on environment (
    coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId'), name);
