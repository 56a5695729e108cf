-- The steps of a workflow are on its row: they are always read and written with it.
alter table workflow
    add column steps jsonb;

update workflow
set steps = (select jsonb_agg(
                        jsonb_build_object(
                            'name', name,
                            'state', state,
                            'attempts', attempts,
                            'lastError', last_error,
                            'troubleSince', extract(epoch from trouble_since),
                            'retries', retries,
                            'waitedMillis', waited_millis,
                            'startedAt', extract(epoch from started_at),
                            'finishedAt', extract(epoch from finished_at))
                        order by position)
             from workflow_step
             where workflow_id = workflow.id);

alter table workflow
    alter column steps set not null;

drop table workflow_step;
