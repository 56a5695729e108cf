package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.simulation.History.Before;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** What is true of every environment once everything is at rest, whatever happened to it before. */
final class Invariants {

    /**
     * How long after another word a trust may still be written: the longest attempt, the longest time that a call is on its
     * way in {@link SimulationTest}, and a second for a busy machine.
     */
    private static final Duration IN_FLIGHT = Duration.ofMillis(2500 + 1800 + 1000);

    private static final List<String> OURS =
            List.of("%s-confluent-tableflow-s3-permission", "%s-confluent-tableflow-connection");
    private static final Set<String> SETS_TRUST = Set.of("CreateRole", "UpdateAssumeRolePolicy");

    private final ForeignActor foreignActor;
    private final LocalAws aws;
    private final IamClient iam;
    private final JdbcClient database;

    Invariants(LocalAws aws, JdbcClient database, ForeignActor foreignActor) {
        this.foreignActor = foreignActor;
        this.aws = aws;
        this.iam = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam();
        this.database = database;
    }

    /** Of everything that stands, or does not any more, while nothing is under way. */
    void holdFor(EnvironmentActor actor) {
        Expectation expectation = actor.expectation();
        boolean mayHaveFailed = actor.script().before() == Before.ROLE_OF_OTHERS || expectation.mayLeaveSomething();
        if (expectation.stands() && !(mayHaveFailed && isFailed(actor.environment()))) {
            existsAsRequested(actor);
        } else if (!expectation.stands() && !mayHaveFailed && expectation.life() > 0) {
            nothingIsLeft(actor.environment());
        }
        if (actor.script().before() == Before.ROLE_OF_OTHERS) {
            foreignRoleIsUntouched(actor.environment());
        }
    }

    /** Of all that was done. */
    void heldFor(EnvironmentActor actor, List<RecordedCall> calls) {
        nobodyWasLetInWhoWasNotTheLastAskedFor(actor, calls);
        auditTrailIsComplete(actor);
    }

    private boolean isFailed(String environment) {
        return database.sql("select state from environment where name = ?")
                .param(environment)
                .query(String.class)
                .single()
                .equals("FAILED");
    }

    private void foreignRoleIsUntouched(String environment) {
        String role = roleOf(environment);
        assertThat(aws.trust(Node.ACCOUNT, role).orElseThrow()).isEqualToIgnoringWhitespace(ForeignActor.TRUST);
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
        String role = roleOf(environment);
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
        Callback told = actor.expectation().integration();
        JsonNode live = ExpectedTrusts.parse(aws.trust(Node.ACCOUNT, role).orElse("{}"));
        JsonNode asked = told == null ? ExpectedTrusts.DENY_ALL : told.trust();
        if (told == null || told.number() > 0) {
            assertThat(live).as("the trust of " + environment).isEqualTo(asked);
        } else {
            // What was to be adopted may have been deleted with an earlier life of the name.
            assertThat(live).as("the trust of " + environment).isIn(asked, ExpectedTrusts.DENY_ALL);
        }
        Role found = iam.getRole(get -> get.roleName(role)).role();
        assertThat(found.maxSessionDuration())
                .isEqualTo(actor.expectation().spec().maxSessionSeconds());
        assertThat(tags(found.tags())).as("tags of " + role).containsAllEntriesOf(tags);
        assertThat(attached(role))
                .as("policies of " + role)
                .containsExactlyInAnyOrderElementsOf(OURS.stream()
                        .map(name -> arn(name.formatted(environment)))
                        .toList());
        OURS.forEach(name -> assertThat(tags(iam.getPolicy(get -> get.policyArn(arn(name.formatted(environment))))
                        .policy()
                        .tags()))
                .as("tags of a policy of " + environment)
                .containsAllEntriesOf(tags));
    }

    private void nothingIsLeft(String environment) {
        Map<String, Map<String, String>> left = left(environment);
        if (foreignActor.hasTouchedTagsOf(environment)) {
            // What lost its tags before anybody knew that it was created is nobody's, as far as can be told; it lets in
            // nobody.
            // If they are put back later, it is an orphan.
            Set<String> listed = orphans();
            left.entrySet()
                    .removeIf(it ->
                            !it.getValue().containsKey("tableflow-iam:environment-id") || listed.contains(it.getKey()));
            // Others may have opened what nobody knows to be ours to themselves; nobody else gets in.
            assertThat(ExpectedTrusts.parse(
                            aws.trust(Node.ACCOUNT, roleOf(environment)).orElse(ForeignActor.SHUT)))
                    .as("the trust of what is left of " + environment)
                    .isIn(
                            ExpectedTrusts.DENY_ALL,
                            ExpectedTrusts.parse(ForeignActor.SHUT),
                            ExpectedTrusts.parse(
                                    foreignActor.hasChangedTrustOf(environment)
                                            ? ForeignActor.TRUST
                                            : ForeignActor.SHUT));
        }
        assertThat(left).as("what is left of " + environment).isEmpty();
        assertThat(database.sql(
                                "select count(*) from workflow where subject_name = ? and state in ('RUNNING', 'WAITING')")
                        .param(environment)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** What a deletion was allowed to leave, and others may find there with our tags, is listed. */
    void whatIsLeftIsListed(EnvironmentActor actor) {
        Set<String> listed = orphans();
        assertThat(left(actor.environment()))
                .as("what is left of " + actor.environment() + " with our tags, and is no orphan")
                .allSatisfy((arn, tags) -> assertThat(tags.containsKey("tableflow-iam:environment-id"))
                        .as(arn + " " + tags)
                        .isEqualTo(listed.contains(arn)));
    }

    private Set<String> orphans() {
        return Set.copyOf(database.sql("select arn from orphan where environment_id is not null")
                .query(String.class)
                .list());
    }

    private Map<String, Map<String, String>> left(String environment) {
        Map<String, Map<String, String>> left = new HashMap<>();
        aws.trust(Node.ACCOUNT, roleOf(environment))
                .ifPresent(trust -> left.put(
                        "arn:aws:iam::" + Node.ACCOUNT + ":role/" + roleOf(environment),
                        tags(iam.getRole(get -> get.roleName(roleOf(environment)))
                                .role()
                                .tags())));
        OURS.stream().map(name -> arn(name.formatted(environment))).forEach(arn -> {
            try {
                left.put(
                        arn,
                        tags(iam.getPolicy(get -> get.policyArn(arn)).policy().tags()));
            } catch (NoSuchEntityException gone) {
                // Not left.
            }
        });
        return left;
    }

    /** Every trust that the service wrote was deny-all, or for whom was asked for at that moment. */
    private static void nobodyWasLetInWhoWasNotTheLastAskedFor(EnvironmentActor actor, List<RecordedCall> calls) {
        Optional<String> role = Optional.of(roleOf(actor.environment()));
        assertThat(calls.stream()
                        .filter(call -> SETS_TRUST.contains(call.operation()) && call.succeeded())
                        .filter(call -> call.userAgent().contains("tableflow-iam"))
                        .filter(call -> call.parameter("RoleName").equals(role)))
                .allSatisfy(call -> assertThat(wasAskedFor(call, actor.expectation()))
                        .as("%s at %s: %s", call.operation(), call.at(), call.parameters())
                        .isTrue());
    }

    private static boolean wasAskedFor(RecordedCall call, Expectation expectation) {
        String document = call.parameter("PolicyDocument")
                .or(() -> call.parameter("AssumeRolePolicyDocument"))
                .orElseThrow();
        JsonNode trust = ExpectedTrusts.parse(
                document.startsWith("%") ? URLDecoder.decode(document, StandardCharsets.UTF_8) : document);
        Instant at = call.at();
        return trust.equals(ExpectedTrusts.DENY_ALL)
                || expectation.periodsOf(trust).stream()
                        .anyMatch(period -> !at.isBefore(period.word().since())
                                && (period.end().equals(Instant.MAX)
                                        || at.isBefore(period.end().plus(IN_FLIGHT))));
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
        assertThat(events.getOrDefault("RETRIED", 0L)).as("retries").isGreaterThanOrEqualTo(expectation.retries());
    }

    private List<String> attached(String role) {
        return iam.listAttachedRolePolicies(list -> list.roleName(role)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .toList();
    }

    private static String roleOf(String environment) {
        return environment + "-confluent-role";
    }

    private static String arn(String policy) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + policy;
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
