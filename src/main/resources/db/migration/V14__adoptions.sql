-- What stood in IAM already and is taken over. It is noted before it is touched, so that a crash in between cannot make anybody
-- forget whom a live trust lets in: a trust that Confluent uses is never shut, not even for a moment.
alter table environment
    add column adoptions jsonb not null default '{"intended": [], "done": []}';
alter table environment alter column adoptions drop default;
