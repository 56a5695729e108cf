-- Who asked that a deletion also takes off what others attached, and what of that was found and taken off. A document is
-- noted here before it is deleted in IAM, so that a crash in between cannot lose it.
alter table environment
    add column deletion_forced_by text,
    add column detachments jsonb not null default '{"intended": [], "done": []}';
