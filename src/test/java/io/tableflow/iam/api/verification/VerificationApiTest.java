package io.tableflow.iam.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** Environments that are sound, and that somebody broke with calls to AWS, and the reports of both. */
class VerificationApiTest extends VerificationTest {

    @AutoClose
    private final IamClient others = ourselves().iam();

    @Test
    void everyCheckOfASoundEnvironmentPasses() {
        settled("verifysound");

        Answer report = verify("verifysound");

        assertThat(notPassed(report)).as(report.text()).isEqualTo(Map.of());
        assertThat(report.at("/verdict")).isEqualTo("PASSED");
        assertThat(report.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
        assertThat(report.at("/expectedAccessAnalyzerFinding/archiveRule/filter/principal.AWS/eq/0"))
                .isEqualTo(ConfluentPipeline.PRINCIPAL);
        assertThat(events("verifysound", "VERIFIED")).containsExactly(Map.of("verdict", "PASSED", "failed", ""));
        assertThat(engineer.get("/environments/verifysound/verification").text())
                .isEqualTo(report.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        verifydeny  | {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"} | s3-put-object-allowed s3-put-object-tagging-allowed
        verifyglue  | {"Effect": "Deny", "Action": "glue:*", "Resource": "arn:aws:glue:*:*:table/*"} | glue-create-table-allowed glue-delete-table-allowed glue-get-table-allowed glue-update-table-allowed
        """)
    void namesWhatAnInlinePolicyDenies(String name, String statement, String failed) {
        settled(name);
        others.putRolePolicy(it -> it.roleName(name + "-confluent-role")
                .policyName("extra")
                .policyDocument("{\"Version\": \"2012-10-17\", \"Statement\": " + statement + "}"));

        Answer report = verify(name);

        assertThat(report.at("/verdict")).isEqualTo("FAILED");
        assertThat(String.join(" ", notPassed(report).keySet())).isEqualTo(failed);
        assertThat(check(report, failed.split(" ", 2)[0]).path("message").asString())
                .contains("inline policy extra denies it");
    }

    @Test
    void namesWhoElseGetsInAndThatConfluentDoesNot() {
        settled("verifyopen");
        others.updateAssumeRolePolicy(
                it -> it.roleName("verifyopen-confluent-role").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}}"""));

        Answer report = verify("verifyopen");

        assertThat(notPassed(report).keySet())
                .containsExactlyInAnyOrder(
                        "trust-as-desired",
                        "confluent-can-assume",
                        "confluent-can-assume-with-session-tags",
                        "assume-by-own-account-denied",
                        "assume-by-own-administrator-denied",
                        "nobody-else-let-in");
        assertThat(check(report, "confluent-can-assume").path("remedy").asString())
                .contains("/reconcile");
    }

    @Test
    void saysThatATrustThatBeginsLaterIsMendedByOtherConditions() {
        settled("verifylater", ", \"trustConditions\": {\"validFrom\": \"2040-01-01T00:00:00Z\"}", REGION);

        Answer report = verify("verifylater");

        assertThat(notPassed(report).keySet())
                .containsExactlyInAnyOrder("confluent-can-assume", "confluent-can-assume-with-session-tags");
        assertThat(check(report, "confluent-can-assume").path("remedy").asString())
                .contains("trustConditions");
    }

    @Test
    void namesADetachedPolicyAndALostTag() {
        settled("verifydetached");
        String policy = "arn:aws:iam::123456789012:policy/verifydetached-confluent-tableflow-connection";
        others.detachRolePolicy(
                it -> it.roleName("verifydetached-confluent-role").policyArn(policy));
        others.untagRole(it -> it.roleName("verifydetached-confluent-role").tagKeys("tableflow-iam:environment-id"));

        Answer report = verify("verifydetached");

        assertThat(notPassed(report).keySet())
                .contains("policies-attached", "role-carries-environment-tag", "glue-create-table-allowed")
                .noneMatch(it -> it.startsWith("s3-") || it.contains("denied"));
    }

    @Test
    void saysThatItWaitsForConfluentAndThatNobodyGetsIn() {
        provisioned("verifywaiting");
        createBucket("verifywaiting");
        pass(Duration.ofSeconds(16));

        Answer report = verify("verifywaiting");

        assertThat(report.at("/verdict")).isEqualTo("UNKNOWN");
        assertThat(check(report, "confluent-can-assume").path("status").asString())
                .isEqualTo("SKIPPED");
        assertThat(check(report, "confluent-can-assume").path("reason").asString())
                .isEqualTo("AWAITING_INTEGRATION");
        assertThat(check(report, "nobody-else-let-in").path("status").asString())
                .isEqualTo("PASSED");
        assertThat(report.json().path("expectedAccessAnalyzerFinding").isNull()).isTrue();
    }

    @Test
    void doesNotDecideWhileAChangeMayNotBeVisible() {
        active("verifyfresh");

        Answer report = verify("verifyfresh");

        assertThat(report.at("/verdict")).isEqualTo("UNKNOWN");
        assertThat(check(report, "confluent-can-assume").path("reason").asString())
                .isEqualTo("PROPAGATING");
    }

    @Test
    void saysThatThereIsNoRole() {
        settled("verifygone");
        String role = "verifygone-confluent-role";
        others.listAttachedRolePolicies(it -> it.roleName(role))
                .attachedPolicies()
                .forEach(policy ->
                        others.detachRolePolicy(it -> it.roleName(role).policyArn(policy.policyArn())));
        others.deleteRole(it -> it.roleName(role));

        Answer report = verify("verifygone");

        assertThat(check(report, "role-exists").path("status").asString()).isEqualTo("FAILED");
        assertThat(check(report, "confluent-can-assume").path("reason").asString())
                .isEqualTo("NO_ROLE");
        assertThat(report.at("/verdict")).isEqualTo("FAILED");
    }

    @Test
    void saysWhichPermissionItLacksAndWhatAwsDoesNotAnswer() {
        settled("verifyrefused");
        aws().faults().on("ListRolePolicies").always(Fault.ACCESS_DENIED);

        Answer refused = verify("verifyrefused");

        assertThat(check(refused, "s3-put-object-allowed")
                        .path("permissionNeeded")
                        .asString())
                .isEqualTo("iam:ListRolePolicies");
        assertThat(check(refused, "confluent-can-assume").path("status").asString())
                .isEqualTo("PASSED");
        assertThat(refused.at("/verdict")).isEqualTo("UNKNOWN");
    }

    @Test
    void answersAlthoughAwsDoesNot() {
        settled("verifydown");
        aws().faults().onAny().always(Fault.UNAVAILABLE);

        Answer report = verify("verifydown");

        assertThat(report.at("/verdict")).isEqualTo("UNKNOWN");
        assertThat(report.json().path("checks"))
                .allSatisfy(check -> assertThat(check.path("status").asString()).isIn("UNKNOWN", "SKIPPED"));
        assertThat(check(report, "confluent-can-assume").path("reason").asString())
                .isEqualTo("AWS_UNAVAILABLE");
    }

    /** One after the other, its calls would take nine times the delay. */
    @Test
    void readsInFourRoundsAtMost() {
        settled("verifyquick");
        Duration delay = Duration.ofMillis(300);
        aws().faults().onAny().always(Fault.delay(delay));

        long begin = System.nanoTime();
        Answer report = verify("verifyquick");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(report.at("/verdict")).isEqualTo("PASSED");
        assertThat(took).isLessThan(delay.multipliedBy(5));
    }

    @Test
    void saysThatThereIsNoReportYet() {
        provisioned("verifynever");

        Answer answer = engineer.get("/environments/verifynever/verification");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/code")).isEqualTo("environment-not-verified");
        assertThat(answer.at("/detail")).contains("POST /environments/verifynever/verification");
    }
}
