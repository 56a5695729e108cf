-- When the latest word about an environment's integration was given: a callback's signing, an operator's entry or withdrawal. Whatever
-- was signed before it comes too late.
alter table environment add column integration_as_of timestamp with time zone;

update environment
set integration_as_of = greatest(
    (select max(signed_at)
     from webhook_delivery
     where webhook_delivery.environment_id = environment.id and outcome = 'ACCEPTED'),
    case
        when integration ->> 'providedBy' not in ('confluent-webhook', 'adoption')
            then to_timestamp((integration ->> 'receivedAt')::double precision)
    end);

-- One id names one message of one sender: another body under it is told by its SHA-256, and the senders by the secrets with which they
-- sign, of which only fingerprints are stored. Messages of before have neither.
alter table webhook_delivery
    add column body_digest text,
    add column signed_by   text[];

drop index webhook_delivery_message;
create unique index webhook_delivery_message on webhook_delivery
    (webhook_id, coalesce(environment_id, '00000000-0000-0000-0000-000000000000'), outcome, coalesce(code, ''), coalesce(body_digest, ''));
drop index webhook_delivery_signed_at;
