package io.tableflow.iam.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** What IAM does not let us create says so at once, and a dry run says it before. */
class TakenNamesTest extends ServiceTest {

    private static final String NOBODY = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}\
        """;
    private static final String NOTHING = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}\
        """;

    @ParameterizedTest
    @CsvSource({
        "pathed, /team/, pathed-confluent-tableflow-s3-permission",
        "pathed-too, /a/b/, pathed-too-confluent-tableflow-connection",
        "cased, /, Cased-Confluent-Tableflow-Connection"
    })
    void aPolicyOfOurNameThatIsNotOursIsNamedAtOnce(String name, String path, String policy) {
        String arn = "arn:aws:iam::123456789012:policy" + path + policy;
        try (IamClient iam = ourselves().iam()) {
            iam.createPolicy(it -> it.path(path).policyName(policy).policyDocument(NOTHING));
        }

        failsAtOnce(name, "", "policy-at-another-path", arn, "conflict");
    }

    @ParameterizedTest
    @CsvSource({
        "role-pathed, /team/, role-pathed-confluent-role, false",
        "role-cased, /, ROLE-Cased-confluent-role, false",
        "role-adopted, /team/, role-adopted-confluent-role, true",
        "role-cased-adopted, /, Role-cased-adopted-confluent-role, true"
    })
    void aRoleOfOurNameThatIsNotOursIsNamedAtOnce(String name, String path, String role, boolean adopt) {
        try (IamClient iam = ourselves().iam()) {
            iam.createRole(it -> it.path(path).roleName(role).assumeRolePolicyDocument(NOBODY));
        }

        failsAtOnce(
                name,
                adopt ? ", \"adoptExisting\": true" : "",
                "role-at-another-path",
                "arn:aws:iam::123456789012:role" + path + role,
                "conflict");
    }

    @Test
    void aBoundaryThatDoesNotExistIsNamedAtOnce() {
        String arn = "arn:aws:iam::123456789012:policy/nobody/has-this";

        failsAtOnce(
                "unbounded", ", \"permissionsBoundaryArn\": \"" + arn + "\"", "boundary-not-found", arn, "conflict");

        engineer.put("/environments/unbounded", "{}");
        engineer.awaitState("unbounded", "AWAITING_INTEGRATION");
        engineer.put("/environments/unbounded", "{\"permissionsBoundaryArn\": \"" + arn + "\"}");
        Answer failed = engineer.awaitState("unbounded", "FAILED");
        Answer workflow = engineer.get("/workflows/" + failed.at("/workflow/id"));
        assertThat(workflow.at("/problem/code")).isEqualTo("boundary-not-found");
        assertThat(workflow.at("/problem/detail")).contains(arn);
    }

    @Test
    void aDryRunSaysWhatItMayNotLookAt() {
        aws().faults().on("ListRoles").always(Fault.ACCESS_DENIED);
        aws().faults()
                .on("GetPolicy", "arn:aws:iam::123456789012:policy/hidden")
                .always(Fault.ACCESS_DENIED);

        Answer plan = engineer.post(
                "/environments?dryRun=true",
                "{\"name\": \"unlooked\", \"permissionsBoundaryArn\": \"arn:aws:iam::123456789012:policy/hidden\"}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/warnings").toString())
                .contains("at another path", "ListRoles", "policy/hidden exists is not known");
        aws().faults().clear();
    }

    private void failsAtOnce(String name, String more, String code, String arn, String where) {
        String body = "{\"name\": \"" + name + "\"" + more + "}";
        Answer plan = engineer.post("/environments?dryRun=true", body);
        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/changes").findValuesAsString(where).toString())
                .contains(arn)
                .doesNotContain("adoptExisting");

        engineer.post("/environments", body);
        Answer failed = engineer.awaitState(name, "FAILED");

        Answer workflow = engineer.get("/workflows/" + failed.at("/workflow/id"));
        assertThat(workflow.at("/problem/code")).isEqualTo(code);
        assertThat(workflow.at("/problem/detail")).contains(arn);
        assertThat(workflow.at("/problem/remedy")).isNotBlank().doesNotContain("adoptExisting");
        assertThat(workflow.json().at("/steps").findValuesAsString("attempts")).doesNotContain("2", "3");
    }
}
