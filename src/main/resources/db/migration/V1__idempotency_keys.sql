-- The answers to POSTs that carried an Idempotency-Key, so that a retry gets the same one. Kept for a day.
CREATE TABLE idempotency_key (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      integer     NOT NULL,
    headers     jsonb       NOT NULL,
    body        bytea,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at);
