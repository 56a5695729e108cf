-- Of each environment's latest verification, the checks that rules of compliance are judged by, so that a page of reports does not read
-- all checks; null: the report was made before there were such rules.
alter table verification_report add column bucket_checks jsonb;
