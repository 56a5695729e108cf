package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Environments that no request has made: copies of one that was, in the database and, where it is asked, in IAM. So many
 * exist within seconds, and neither the service nor IAM can tell them from others.
 *
 * @param originalId the id of the environment {@value #ORIGINAL}
 * @param first the number of the first copy
 * @param last the number of the last copy
 */
record CopiedEnvironments(UUID originalId, int first, int last) {

    /** The environment that is copied. Its name occurs in nothing else. */
    static final String ORIGINAL = "prototype-0";

    /** The name of a copy. */
    static String name(int number) {
        return String.format(Locale.ROOT, "copy-%06d", number);
    }

    /** The environment's id of a copy. */
    static UUID id(int number) {
        return UUID.fromString(String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number));
    }

    /** Copies of the environment {@value #ORIGINAL}, which is ACTIVE. */
    static CopiedEnvironments of(TestDatabase database, int first, int last) {
        return new CopiedEnvironments(
                database.client()
                        .sql("select id from environment where name = :name")
                        .param("name", ORIGINAL)
                        .query(UUID.class)
                        .single(),
                first,
                last);
    }

    /** Copies the rows: environment, latest workflow, revisions of its policies, callbacks, and a task that is not due. */
    void insertInto(TestDatabase database) {
        JdbcClient client = database.client();
        String workflowId = client.sql("select workflow_id from environment where id = :id")
                .param("id", originalId)
                .query(String.class)
                .single();
        copy(client, workflowId, "workflow", "", "id = '" + workflowId + "'");
        copy(client, workflowId, "environment", "", "id = '" + originalId + "'");
        copy(
                client,
                workflowId,
                "policy_revision",
                "|| jsonb_build_object('id', gen_random_uuid())",
                "environment_id = '" + originalId + "'");
        copy(client, workflowId, "webhook_delivery", "", "environment_id = '" + originalId + "'");
        client.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'workflow', '00000000-0000-4000-9000-' || lpad(n::text, 12, '0'), now() + interval '1 day',
                            false, 1
                        from generate_series(:first, :last) n
                        """).param("first", first).param("last", last).update();
        client.sql("vacuum analyze").update();
    }

    /** Copies what IAM has, too. */
    void insertInto(TestDatabase database, IamProcess iam) {
        insertInto(database);
        List<String> roleIds = iam.copy(this);
        database.client()
                .sql("""
                        update environment
                        set resources = jsonb_set(resources, '{role,id}', to_jsonb(role.id))
                        from unnest(:ids::text[]) with ordinality role (id, number)
                        where name = 'copy-' || lpad((:first + number - 1)::text, 6, '0')
                        """)
                .param("ids", roleIds.toArray(String[]::new))
                .param("first", first)
                .update();
        database.client().sql("vacuum analyze").update();
    }

    /** The original's name and ids are replaced wherever they occur in its row. */
    private void copy(JdbcClient client, String workflowId, String table, String change, String which) {
        client.sql("""
                        insert into %1$s overriding user value
                        select copy.*
                        from generate_series(:first, :last) n,
                             %1$s original,
                             jsonb_populate_record(null::%1$s, replace(replace(replace(to_jsonb(original)::text,
                                 :originalId, '00000000-0000-4000-8000-' || lpad(n::text, 12, '0')),
                                 :workflowId, '00000000-0000-4000-9000-' || lpad(n::text, 12, '0')),
                                 :name, 'copy-' || lpad(n::text, 6, '0'))::jsonb %2$s) copy
                        where original.%3$s
                        """.formatted(table, change, which))
                .param("first", first)
                .param("last", last)
                .param("originalId", originalId.toString())
                .param("workflowId", workflowId)
                .param("name", ORIGINAL)
                .update();
    }
}
