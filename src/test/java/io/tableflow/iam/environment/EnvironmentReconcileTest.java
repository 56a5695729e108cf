package io.tableflow.iam.environment;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Changes by others are found, reported, and reconciled if the environment owns what was changed. */
class EnvironmentReconcileTest extends ServiceTest {

    @Test
    void aRoleThatIsMadeAgainSaysWhatHoldsTheDeadOnesId() {
        active("made-again");
        String before = engineer.get("/environments/made-again").at("/resources/role/id");
        assertThat(events("made-again", "ROLE_RECREATED")).isEmpty();
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.ROLE_DELETED.happen(iam, "made-again");
        }

        engineer.post("/environments/made-again/reconcile", "");
        Answer active = awaitCompared("made-again");

        String id = active.at("/resources/role/id");
        assertThat(id).startsWith("AROA").isNotEqualTo(before);
        assertThat(events("made-again", "ROLE_RECREATED")).hasSize(1);
        assertThat(active.json().at("/conditions").valueStream())
                .filteredOn(it -> it.at("/type").asString().equals("RoleReady"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.at("/reason").asString()).isEqualTo("RoleRecreated");
                    assertThat(it.at("/message").asString()).contains(before, id, "anew");
                });
    }

    @Test
    void aRoleThatOthersHaveMadeInThePlaceOfOursIsNotVouchedFor() {
        active("role-replaced");
        String trust = ourselves().trust("role-replaced-confluent-role").replace(EXTERNAL_ID, "another-id");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.ROLE_DELETED.happen(iam, "role-replaced");
            iam.createRole(it -> it.roleName("role-replaced-confluent-role").assumeRolePolicyDocument(trust));
        }

        engineer.post("/environments/role-replaced/reconcile", "");
        Answer compared = awaitCompared("role-replaced");

        assertThat(found("role-replaced")).containsExactly("NOT_OURS");
        assertThat(compared.conditionStatus("RoleReady")).isEqualTo("False");
        assertThat(compared.conditionStatus("TrustEstablished")).isIn("False", "Unknown");
        assertThat(compared.conditionStatus("Verified")).isIn("False", "Unknown");
        assertThat(ourselves().trust("role-replaced-confluent-role")).isEqualTo(trust);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundNamedAndPutRightIfItIsOurs(DriftScenario mischief) {
        String name = mischief.name().toLowerCase(Locale.ROOT).replace('_', '-');
        active(name);
        try (IamClient iam = ourselves().iam()) {
            mischief.happen(iam, name);
            int before = aws().calls().size();

            assertThat(engineer.post("/environments/" + name + "/reconcile", "").status())
                    .isEqualTo(202);
            Answer active = awaitCompared(name);

            assertThat(String.join(" ", writes(name, before))).isEqualTo(mischief.writes());
            assertThat(String.join(" ", found(name))).isEqualTo(mischief.kinds());
            boolean repaired = !mischief.writes().isEmpty();
            assertThat(active.conditionStatus("InSync")).isEqualTo(repaired ? "True" : "False");
            assertThat(active.conditionStatus("TrustEstablished")).isEqualTo("True");
            assertThat(active.conditionStatus("PoliciesAttached")).isEqualTo("True");
            assertThat(active.conditionStatus("RoleReady"))
                    .isEqualTo(mischief.kinds().equals("NOT_OURS") ? "False" : "True");
            Answer drift = engineer.get("/environments/" + name + "/drift");
            assertThat(drift.json().at("/inSync").asBoolean()).isEqualTo(repaired);
            assertThat(drift.json().at("/differences").valueStream())
                    .extracting(it -> it.at("/kind").asString())
                    .isEqualTo(repaired ? List.of() : List.of(mischief.kinds()));
            if (repaired) {
                assertThat(new PolicyDocument(ourselves().trust(name + "-confluent-role"))
                                .sameAs(new PolicyDocument(ExpectedTrusts.exactly(
                                                ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)
                                        .toString())))
                        .isTrue();
                assertThat(ourselves().attachedPolicies(name + "-confluent-role"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void anIntactEnvironmentIsOnlyRead() {
        active("intact");
        int before = aws().calls().size();

        engineer.post("/environments/intact/reconcile", "");
        Answer active = awaitCompared("intact");

        assertThat(active.conditionStatus("InSync")).isEqualTo("True");
        assertThat(aws().calls().subList(before, aws().calls().size()))
                .filteredOn(
                        call -> call.parameters().values().stream().anyMatch(it -> it.contains("intact-confluent-")))
                .extracting(RecordedCall::operation)
                .containsExactlyInAnyOrder(
                        "GetRole",
                        "ListAttachedRolePolicies",
                        "ListRolePolicies",
                        "ListInstanceProfilesForRole",
                        "GetPolicy",
                        "GetPolicyVersion",
                        "GetPolicy",
                        "GetPolicyVersion");
        assertThat(engineer.get("/environments/intact/drift")
                        .json()
                        .at("/inSync")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void beforeTheFirstComparisonNothingIsKnown() {
        provisioned("unknown");

        Answer drift = engineer.get("/environments/unknown/drift");

        assertThat(drift.json().at("/checkedAt").isNull()).isTrue();
        assertThat(drift.json().at("/inSync").isNull()).isTrue();
        assertThat(engineer.get("/environments/nowhere/drift").status()).isEqualTo(404);
    }

    @Test
    void anOpenTrustIsMarkedAndShutFirst() {
        active("open");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.POLICY_DETACHED.happen(iam, "open");
            DriftScenario.TRUST_OPENED.happen(iam, "open");
        }
        int before = aws().calls().size();

        engineer.post("/environments/open/reconcile", "");
        awaitCompared("open");

        assertThat(writes("open", before)).containsExactly("UpdateAssumeRolePolicy", "AttachRolePolicy");
        assertThat(details("open", "DRIFT_FOUND")).singleElement().asString().contains("\"critical\": \"true\"");
    }

    @Test
    void othersAreShutOutAlsoWhereThePrincipalIsGone() {
        active("orphan");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.TRUST_OPENED.happen(iam, "orphan");
        }
        int before = aws().calls().size();
        aws().faults().on("UpdateAssumeRolePolicy", "orphan-confluent-role").once(Fault.INVALID_PRINCIPAL);

        engineer.post("/environments/orphan/reconcile", "");
        Awaitility.await("the trust being known to be another")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> engineer.get("/environments/orphan")
                        .conditionStatus("TrustEstablished")
                        .equals("False"));
        Answer active = awaitCompared("orphan");
        assertThat(active.conditionStatus("TrustEstablished")).isEqualTo("True");

        assertThat(aws().trustDocuments())
                .filteredOn(ExpectedTrusts.setByUs())
                .filteredOn(it -> it.toString().contains("orphan-confluent-role"))
                .extracting(it -> ExpectedTrusts.parse(it.document()))
                .endsWith(
                        ExpectedTrusts.DENY_ALL,
                        ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
        assertThat(writes("orphan", before))
                .containsExactly("UpdateAssumeRolePolicy", "UpdateAssumeRolePolicy", "UpdateAssumeRolePolicy");
    }

    @Test
    void whileTheTrustIsShutNobodyIsSaidToBeTrusted() {
        active("shut");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.TRUST_OPENED.happen(iam, "shut");
        }
        aws().faults().on("UpdateAssumeRolePolicy", "shut-confluent-role").next(1, Fault.INVALID_PRINCIPAL);
        aws().faults().on("UpdateAssumeRolePolicy", "shut-confluent-role").nth(3, Fault.ACCESS_DENIED);

        engineer.post("/environments/shut/reconcile", "");
        Answer failed = engineer.awaitState("shut", "FAILED");

        assertThat(ExpectedTrusts.parse(ourselves().trust("shut-confluent-role")))
                .isEqualTo(ExpectedTrusts.DENY_ALL);
        assertThat(failed.json().at("/trusted").isNull()).isTrue();
        assertThat(failed.conditionStatus("TrustEstablished")).isEqualTo("False");

        engineer.post("/environments/shut/retry", "");
        Answer active = engineer.awaitState("shut", "ACTIVE");
        assertThat(active.at("/trusted/iamRoleArn")).isEqualTo(ConfluentPipeline.PRINCIPAL);
        assertThat(ExpectedTrusts.parse(ourselves().trust("shut-confluent-role")))
                .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    @Test
    void aFailedEnvironmentIsBegunAnew() {
        active("failed");
        aws().faults().on("UpdateRole", "failed-confluent-role").once(Fault.ACCESS_DENIED);
        engineer.put("/environments/failed", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("failed", "FAILED");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.ROLE_DELETED.happen(iam, "failed");
        }

        engineer.post("/environments/failed/reconcile", "");

        Answer active = engineer.awaitState("failed", "ACTIVE");
        assertThat(active.conditionStatus("InSync")).isEqualTo("True");
        try (IamClient iam = ourselves().iam()) {
            assertThat(iam.getRole(it -> it.roleName("failed-confluent-role"))
                            .role()
                            .maxSessionDuration())
                    .isEqualTo(7200);
        }
    }

    @Test
    void whatIsBeingDeletedIsNotCompared() {
        active("leaving");
        aws().faults().on("GetRole", "leaving-confluent-role").next(2, Fault.UNAVAILABLE);
        engineer.delete("/environments/leaving");

        assertThat(engineer.post("/environments/leaving/reconcile", "").at("/code"))
                .isEqualTo("environment-deleting");
        engineer.awaitGone("leaving");
    }

    private Answer awaitCompared(String name) {
        return Awaitility.await(name + " being compared")
                .until(
                        () -> engineer.get("/environments/" + name),
                        it -> it.at("/state").equals("ACTIVE")
                                && !it.conditionStatus("InSync").equals("Unknown"));
    }

    private static List<String> found(String name) {
        return details(name, "DRIFT_FOUND").stream()
                .flatMap(it ->
                        Pattern.compile("\\b[A-Z]+(_[A-Z]+)+\\b").matcher(it).results())
                .map(it -> it.group())
                .distinct()
                .toList();
    }

    private static List<@Nullable String> details(String name, String type) {
        return node().bean(JdbcClient.class)
                .sql("select details::jsonb::text from audit_event where environment = ? and type = ? order by id")
                .params(name, type)
                .query(String.class)
                .list();
    }

    private static List<String> writes(String name, int since) {
        return aws().calls().subList(since, aws().calls().size()).stream()
                .filter(RecordedCall::mutating)
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(name + "-confluent-")))
                .map(RecordedCall::operation)
                .toList();
    }
}
