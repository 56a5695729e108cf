package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localaws.TrustDocument;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** What is true of every environment once everything is at rest, whatever happened to it before. */
final class Invariants {

    private static final List<String> OURS =
            List.of("%s-confluent-tableflow-s3-permission", "%s-confluent-tableflow-connection");

    private final LocalAws aws;
    private final AwsUser account;
    private final IamClient iam;
    private final JdbcClient database;

    Invariants(LocalAws aws, JdbcClient database) {
        this.aws = aws;
        this.account = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
        this.iam = account.iam();
        this.database = database;
    }

    void holdFor(EnvironmentActor actor) {
        if (actor.script().foreignRoleExists()) {
            foreignRoleIsUntouched(actor.environment());
        } else if (actor.expectation().stands()) {
            existsAsRequested(actor);
        } else {
            nothingIsLeft(actor.environment());
        }
        trustWasNeverTooWide(actor);
        auditTrailIsComplete(actor);
    }

    private void foreignRoleIsUntouched(String environment) {
        String role = environment + "-confluent-role";
        Role live = iam.getRole(get -> get.roleName(role)).role();
        assertThat(account.trust(role)).isEqualToIgnoringWhitespace(ForeignActor.TRUST);
        assertThat(tags(live.tags())).isEqualTo(Map.of("owner", "stranger"));
        assertThat(attached(role)).containsExactly(ForeignActor.POLICY);
        assertThat(account.policies()).noneMatch(name -> name.startsWith(environment + "-"));
        assertThat(aws.calls().stream()
                        .filter(call -> call.mutating() && call.succeeded())
                        .filter(call -> call.parameter("RoleName").equals(Optional.of(role)))
                        .filter(call -> call.userAgent().contains("tableflow-iam"))
                        .map(RecordedCall::operation))
                .as("what the service did to it")
                .isEmpty();
    }

    private void existsAsRequested(EnvironmentActor actor) {
        String environment = actor.environment();
        String role = environment + "-confluent-role";
        String id = database.sql("select id from environment where name = ?")
                .param(environment)
                .query(String.class)
                .single();
        Map<String, String> tags = Map.of(
                "managed-by",
                "tableflow-iam",
                "tableflow-iam:environment",
                environment,
                "tableflow-iam:environment-id",
                id);
        Expectation.Callback told = actor.expectation().integration();
        JsonNode trust =
                told == null ? ExpectedTrusts.DENY_ALL : ExpectedTrusts.exactly(told.principal(), told.externalId());

        assertThat(ExpectedTrusts.parse(account.trust(role))).isEqualTo(trust);
        assertThat(tags(iam.getRole(get -> get.roleName(role)).role().tags())).isEqualTo(tags);
        assertThat(attached(role))
                .containsExactlyInAnyOrderElementsOf(OURS.stream()
                        .map(name -> arn(name.formatted(environment)))
                        .toList());
        OURS.forEach(name -> assertThat(tags(iam.getPolicy(get -> get.policyArn(arn(name.formatted(environment))))
                        .policy()
                        .tags()))
                .isEqualTo(tags));
    }

    private void nothingIsLeft(String environment) {
        assertThat(Stream.concat(account.roles().stream(), account.policies().stream()))
                .as("what is left of " + environment)
                .noneMatch(name -> name.startsWith(environment + "-confluent-"));
        assertThat(database.sql(
                                "select count(*) from workflow where subject_name = ? and state in ('RUNNING', 'WAITING')")
                        .param(environment)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /**
     * Every trust was deny-all, or let in a principal that was accepted for that environment, after it was accepted.
     */
    private void trustWasNeverTooWide(EnvironmentActor actor) {
        String role = "role/" + actor.environment() + "-confluent-role";
        assertThat(aws.trustDocuments().stream()
                        .filter(ExpectedTrusts.setByUs())
                        .filter(it -> it.roleArn().endsWith(role)))
                .allSatisfy(it -> assertThat(wasRequested(it, actor.expectation()))
                        .as("%s stood from %s", it.document(), it.since())
                        .isTrue());
    }

    private static boolean wasRequested(TrustDocument trust, Expectation expectation) {
        JsonNode document = ExpectedTrusts.parse(trust.document());
        return document.equals(ExpectedTrusts.DENY_ALL)
                || expectation.accepted().stream()
                        .anyMatch(told -> document.equals(ExpectedTrusts.exactly(told.principal(), told.externalId()))
                                && !trust.since().isBefore(told.since())
                                && !trust.since().isAfter(expectation.endOf(told.life())));
    }

    private void auditTrailIsComplete(EnvironmentActor actor) {
        Map<String, Long> events = database
                .sql("select type from audit_event where environment = ?")
                .param(actor.environment())
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
        Expectation expectation = actor.expectation();
        assertThat(events.getOrDefault("REQUESTED", 0L)).as("lives").isEqualTo(expectation.life());
        assertThat(events.getOrDefault("DELETED", 0L)).as("ends").isEqualTo(expectation.ended());
        assertThat(events.getOrDefault("INTEGRATION_RECEIVED", 0L))
                .as("callbacks")
                .isEqualTo(expectation.received());
        assertThat(events.getOrDefault("RETRIED", 0L)).as("retries").isGreaterThanOrEqualTo(expectation.retries());
        assertThat(events.getOrDefault("DELETION_REQUESTED", 0L))
                .as("deletions")
                .isGreaterThanOrEqualTo(expectation.ended());
    }

    private List<String> attached(String role) {
        return iam.listAttachedRolePolicies(list -> list.roleName(role)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .toList();
    }

    private static String arn(String policy) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + policy;
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
