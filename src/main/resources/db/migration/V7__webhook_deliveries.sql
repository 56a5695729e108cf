-- Every callback that was accepted, by the id that its sender gave it and the life of the environment that it was for:
-- the same message again changes nothing.
create table webhook_delivery (
    webhook_id     text                     not null,
    environment_id uuid                     not null,
    environment    text                     not null,
    received_at    timestamp with time zone not null,
    primary key (webhook_id, environment_id)
);

create index webhook_delivery_received_at on webhook_delivery (received_at);
