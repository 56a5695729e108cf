-- Which lines a node with the key wrote: a nonce of 16 bytes, and the HMAC-SHA256 over it and the line's digest. Whoever may only
-- insert into these tables can make a digest, and no such code. Null: the line is older, or the node had no key.
alter table audit_unsealed add column mac bytea;
alter table audit_seal add column mac bytea;
