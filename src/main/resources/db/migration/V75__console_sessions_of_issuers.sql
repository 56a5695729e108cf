-- Who signed in with an issuer has no token of the settings. Of their access token, only the claims are stored that say who they are and
-- what they may do: nobody can call anything with them.
alter table console_session alter column token_sha256 drop not null;

alter table console_session add column claims jsonb;

alter table console_session add constraint console_session_has_a_holder check (num_nonnulls(token_sha256, claims) = 1);
