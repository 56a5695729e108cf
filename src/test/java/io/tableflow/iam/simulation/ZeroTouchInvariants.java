package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is true of every environment whose integration the service makes, once everything is at rest. */
final class ZeroTouchInvariants {

    /** As in {@link Invariants}. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(2500 + 1800 + 1000);

    private static final Set<String> SETS_TRUST = Set.of("CreateRole", "UpdateAssumeRolePolicy");

    private final LocalAws aws;
    private final LocalConfluent confluent;
    private final Cluster cluster;

    ZeroTouchInvariants(LocalAws aws, LocalConfluent confluent, Cluster cluster) {
        this.aws = aws;
        this.confluent = confluent;
        this.cluster = cluster;
    }

    /** An integration of the list {@code GET /orphans}. */
    private record Listed(String id, String confluentEnvironment) {}

    /** Of everything that stands, or does not any more, while nothing is under way. */
    void holdFor(ZeroTouchActor actor) {
        if (actor.expectation().stands()) {
            standsAsAsked(actor);
        } else {
            nothingIsForgotten(actor);
        }
    }

    private void standsAsAsked(ZeroTouchActor actor) {
        JsonNode environment =
                cluster.client().get("/environments/" + actor.environment()).json();
        Optional<LocalIntegration> there = actor.integration();
        JsonNode trust =
                ExpectedTrusts.parse(aws.trust(Node.ACCOUNT, actor.roleName()).orElse("{}"));
        ZeroTouchExpectation expectation = actor.expectation();
        switch (environment.path("state").asString()) {
            case "ACTIVE" -> {
                if (there.isPresent()) {
                    LocalIntegration now = there.get();
                    assertThat(environment.at("/integration/id").asString()).isEqualTo(now.id());
                    assertThat(trust)
                            .as("the trust of " + actor.environment())
                            .isEqualTo(ExpectedTrusts.exactly(now.principal(), now.externalId()));
                    assertThat(ready(environment)).isIn("", "True IntegrationKnown");
                } else {
                    assertThat(expectation.removals()).as("who has removed it").isPositive();
                    assertThat(ready(environment)).isEqualTo("False IntegrationGone");
                }
            }
            case "AWAITING_INTEGRATION" -> {
                assertThat(trust).as("the trust of " + actor.environment()).isEqualTo(ExpectedTrusts.DENY_ALL);
                assertThat(expectation.mayBeWithdrawn() || (!expectation.spec().asks() && there.isEmpty()))
                        .as("nobody has made or found the integration of " + actor.environment())
                        .isTrue();
            }
            default -> assertThat(expectation.wasAbandoned()).as("has failed").isTrue();
        }
        assertThat(listed(actor))
                .as("what " + actor.environment() + " has is no orphan")
                .isEmpty();
    }

    private static String ready(JsonNode environment) {
        return environment
                .path("conditions")
                .valueStream()
                .filter(it -> it.path("type").asString().equals("IntegrationReady"))
                .map(it ->
                        it.path("status").asString() + " " + it.path("reason").asString())
                .findFirst()
                .orElse("");
    }

    /** No environment has it: it is gone, or listed, unless it was never to be deleted. And what is listed is there. */
    private void nothingIsForgotten(ZeroTouchActor actor) {
        ZeroTouchExpectation expectation = actor.expectation();
        Optional<LocalIntegration> there = actor.integration();
        List<Listed> listed = listed(actor);
        assertThat(listed)
                .as("listed although it is not there")
                .isSubsetOf(there.map(it -> new Listed(it.id(), it.environment())).stream()
                        .toList());
        there.filter(it -> !expectation.isMadeByHand(it.id()) && !expectation.mayBeKept())
                .ifPresent(it -> {
                    assertThat(expectation.mayBeListed())
                            .as(it + " is left, and nobody forced that")
                            .isTrue();
                    assertThat(listed).as(it + " is left").hasSize(1);
                });
        if (!expectation.wasAbandoned()) {
            assertThat(aws.trust(Node.ACCOUNT, actor.roleName()))
                    .as("the role of " + actor.environment())
                    .isEmpty();
        }
    }

    private List<Listed> listed(ZeroTouchActor actor) {
        return cluster.client()
                .get("/orphans?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(it -> it.path("kind").asString().equals("PROVIDER_INTEGRATION"))
                .filter(it -> it.path("environment").asString().equals(actor.environment()))
                .map(it -> new Listed(
                        it.at("/integration/id").asString(""),
                        it.at("/integration/confluentEnvironmentId").asString()))
                .toList();
    }

    /** Somebody has deleted what was left: nothing is remembered of it. */
    void nothingIsListed(ZeroTouchActor actor) {
        assertThat(cluster.database()
                        .sql("select count(*) from left_integration where environment = ?")
                        .param(actor.environment())
                        .query(Long.class)
                        .single())
                .as("what is remembered of " + actor.environment())
                .isZero();
    }

    /** Of all that was done. */
    void heldFor(ZeroTouchActor actor, List<RecordedCall> calls) {
        long made = confluent.calls(Operation.CREATE_INTEGRATION, actor.roleName()).stream()
                .filter(it -> it.succeeded())
                .count();
        assertThat(made)
                .as("integrations that the service has made")
                .isLessThanOrEqualTo(actor.expectation().mostMade());
        trustsOnlyWhoWasTheLast(actor, calls);
    }

    /** Every trust denies everyone, or is for an integration of the role; and none returns to an earlier one. */
    private void trustsOnlyWhoWasTheLast(ZeroTouchActor actor, List<RecordedCall> calls) {
        List<JsonNode> allowed = confluent.pastIntegrationsOf(actor.roleName()).stream()
                .map(it -> ExpectedTrusts.exactly(it.principal(), it.externalId()))
                .toList();
        List<Instant> firstWritten = new ArrayList<>();
        allowed.forEach(it -> firstWritten.add(Instant.MAX));
        calls.stream()
                .filter(call -> SETS_TRUST.contains(call.operation()) && call.succeeded())
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameter("RoleName").equals(Optional.of(actor.roleName())))
                .forEach(call -> {
                    JsonNode trust = trustOf(call);
                    if (trust.equals(ExpectedTrusts.DENY_ALL)) {
                        return;
                    }
                    int which = allowed.indexOf(trust);
                    assertThat(which)
                            .as("whom %s lets in: %s", call.operation(), trust)
                            .isNotNegative();
                    for (int later = which + 1; later < allowed.size(); later++) {
                        Instant overSince = Objects.requireNonNull(firstWritten.get(later));
                        assertThat(overSince.equals(Instant.MAX) || call.at().isBefore(overSince.plus(IN_FLIGHT)))
                                .as("at %s an earlier integration is let in again: %s", call.at(), trust)
                                .isTrue();
                    }
                    if (call.at().isBefore(firstWritten.get(which))) {
                        firstWritten.set(which, call.at());
                    }
                });
    }

    private static JsonNode trustOf(RecordedCall call) {
        String document = call.parameter("PolicyDocument")
                .or(() -> call.parameter("AssumeRolePolicyDocument"))
                .orElseThrow();
        return ExpectedTrusts.parse(
                document.startsWith("%") ? URLDecoder.decode(document, StandardCharsets.UTF_8) : document);
    }
}
