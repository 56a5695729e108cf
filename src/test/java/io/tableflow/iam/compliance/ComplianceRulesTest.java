package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.JudgedService.active;
import static io.tableflow.iam.compliance.JudgedService.operator;
import static io.tableflow.iam.compliance.JudgedService.rules;
import static io.tableflow.iam.compliance.JudgedService.sweep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.IamClient;

/** Each rule, by an environment that is broken in exactly that way, and by one that is sound. */
class ComplianceRulesTest {

    private static final List<BrokenEnvironment> ALL = Arrays.asList(BrokenEnvironment.values());

    @BeforeAll
    static void somebodyBreaksThem() {
        String soon = JudgedService.now().plus(Duration.ofDays(10)).toString();
        active(
                ALL.stream().map(BrokenEnvironment::environment).toList(),
                ALL.stream().map(it -> it.request(soon)).toList());
        active(List.of("sound", "another"), List.of("""
                {"name": "sound", "regions": ["eu-central-1"], "glueDatabases": ["lkc-abc123"],
                 "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
                 "permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess",
                 "trustConditions": {"sourceIps": ["203.0.113.0/24"], "validUntil": "2031-01-01T00:00:00Z"}}
                """, "{\"name\": \"another\"}"));
        try (IamClient iam = JudgedService.ourselves().iam()) {
            ALL.forEach(it -> it.happen(iam, it.environment()));
        }
        // A sweep that begins just after a row was written does not count for it.
        JudgedService.clock().pass(Duration.ofSeconds(5));
        sweep();
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatIsBrokenAndNothingElse(BrokenEnvironment broken) {
        Answer report = report(broken.environment());

        assertThat(rules(report, "FAILED")).isEqualTo(broken.failing());
        assertThat(report.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    @Test
    void anInstanceProfileIsNamedAndIsNothingNewToADryRun() {
        String name = BrokenEnvironment.IN_AN_INSTANCE_PROFILE.environment();

        assertThat(report(name).text())
                .contains("role " + name + "-confluent-role: INSTANCE_PROFILE_ADDED, found bastion.")
                .contains("aws iam remove-role-from-instance-profile");
        Answer planned = operator().put("/environments/" + name + "?dryRun=true", "{}");
        assertThat(planned.status()).isEqualTo(200);
        assertThat(planned.json().at("/compliance/newlyFailing")).isEmpty();
    }

    @Test
    void allRulesPassForASoundEnvironmentThatHasEverything() {
        Answer report = report("sound");

        assertThat(rules(report, "FAILED")).isEmpty();
        assertThat(rules(report, "NOT_APPLICABLE"))
                .filteredOn(id -> !id.startsWith("TFI-BUCKET"))
                .containsExactly("TFI-TRUST-009", "TFI-PROCESS-403", "TFI-PROCESS-404");
        assertThat(report.json().path("observedAt").isNull()).isFalse();
    }

    @Test
    void noRuleFailsForAnEnvironmentOfDefaultsInAnyState() {
        operator().post("/environments", "{\"name\": \"plain\"}");

        assertThat(rules(report("plain"), "FAILED")).isEmpty();
        operator().awaitState("plain", "AWAITING_INTEGRATION");
        assertThat(rules(report("plain"), "FAILED")).isEmpty();
        assertThat(rules(report("plain"), "PASSED")).contains("TFI-TRUST-001", "TFI-PROCESS-404", "TFI-ROLE-109");
    }

    private static Answer report(String name) {
        return operator().get("/environments/" + name + "/compliance");
    }
}
