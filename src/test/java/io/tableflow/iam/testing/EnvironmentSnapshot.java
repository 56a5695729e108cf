package io.tableflow.iam.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Everything that exists of an environment, in IAM and in the database, without its name and id, so that two
 * environments with different histories can be compared.
 */
public final class EnvironmentSnapshot {

    private final IamClient iam;
    private final JdbcClient database;

    public EnvironmentSnapshot(AwsUser user, TestDatabase database) {
        this.iam = user.iam();
        this.database = database.client();
    }

    /** Everything that exists, by what it is. */
    public Map<String, String> of(String environment) {
        Map<String, String> found = new TreeMap<>();
        // What was attempted twice is recorded twice: calls to AWS, callbacks, and lost attempts.
        database.sql("select type, actor, details from audit_event where environment = ?"
                        + " and type not in ('AWS_WRITE', 'ATTEMPT_LOST', 'CALLBACK_REPEATED') order by id")
                .param(environment)
                .query((row, nth) -> "%03d %s by %s: %s"
                        .formatted(nth, row.getString("type"), row.getString("actor"), row.getString("details")))
                .list()
                .forEach(line -> found.put("audit " + line, ""));
        database.sql("select policy, number, document, applied_by, reason from policy_revision where"
                        + " environment_name = ?")
                .param(environment)
                .query((row, nth) -> found.put(
                        "revision " + row.getString("policy") + " " + row.getInt("number"),
                        row.getString("document") + row.getString("applied_by") + row.getString("reason")))
                .list();
        database.sql("select kind, state from workflow where subject_name = ? order by created_at")
                .param(environment)
                .query((row, nth) -> found.put("workflow " + nth, row.getString("kind") + " " + row.getString("state")))
                .list();
        database.sql("select state, resources, trusted, (select count(*) from scheduled_tasks where task_instance ="
                        + " workflow_id::text) tasks from environment where name = ?")
                .param(environment)
                .query((row, nth) -> found.put(
                        "environment",
                        row.getString("state")
                                + row.getString("resources")
                                + (row.getString("trusted") != null)
                                + row.getInt("tasks")))
                .list();
        found.put("role", role(environment + "-confluent-role"));
        Stream.of("-confluent-tableflow-s3-permission", "-confluent-tableflow-connection")
                .forEach(suffix -> found.put("policy *" + suffix, policy(environment + suffix)));
        String id = database.sql("select id from environment where name = ?")
                .param(environment)
                .query(String.class)
                .optional()
                .orElse("no id");
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> neutral(entry.getKey(), environment, id),
                        entry -> neutral(entry.getValue(), environment, id),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static String neutral(String text, String environment, String id) {
        return text.replace(environment, "*").replace(id, "#").replaceAll("AROA[A-Z0-9]+", "AROA");
    }

    private String role(String name) {
        try {
            Role role = iam.getRole(request -> request.roleName(name)).role();
            return decoded(role.assumeRolePolicyDocument())
                    + tags(role.tags().stream())
                    + iam.listAttachedRolePolicies(request -> request.roleName(name))
                            .attachedPolicies();
        } catch (NoSuchEntityException gone) {
            return "none";
        }
    }

    private String policy(String name) {
        String arn = "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + name;
        try {
            Policy policy = iam.getPolicy(request -> request.policyArn(arn)).policy();
            return decoded(iam.getPolicyVersion(
                                    request -> request.policyArn(arn).versionId(policy.defaultVersionId()))
                            .policyVersion()
                            .document())
                    + tags(policy.tags().stream())
                    + policy.attachmentCount();
        } catch (NoSuchEntityException gone) {
            return "none";
        }
    }

    private static Map<String, String> tags(Stream<Tag> tags) {
        return new TreeMap<>(tags.collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }
}
