package io.tableflow.iam.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceTest;
import io.tableflow.iam.testing.Terraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** An environment as Terraform configuration. */
class TerraformExportTest extends ServiceTest {

    /** Whatever Terraform could take for its own syntax. */
    private static final String EVERYTHING = """
            {"name": "2-hand-over", "regions": ["eu-central-1", "eu-west-1"],
             "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
             "tags": {"team": "data = platform", "cost center": "/a+b@c:d.e_f-1"}, "maxSessionDurationSeconds": 7200,
             "permissionsBoundaryArn": "arn:aws:iam::123456789012:policy/hand-over-boundary",
             "trustConditions": {"sourceIps": ["198.51.100.0/24"], "validUntil": "2030-01-01T00:00:00Z"}}
            """;

    private static final String BOUNDARY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            """;

    @ParameterizedTest
    @CsvSource({"import", "reference"})
    void isTheSameTextForTheSameEnvironment(String mode) throws IOException {
        String name = "handed-over-" + mode;
        active(name);

        Answer answer = engineer.get("/environments/" + name + "/terraform?mode=" + mode);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.text()
                        .replaceAll("\"[0-9a-f-]{36}\"\n(?=  })", "\"ENVIRONMENT-ID\"\n")
                        .replaceAll("revision \\d+", "revision N"))
                .isEqualTo(golden(mode + ".tf"));
    }

    @Test
    void terraformTakesOverWithoutChangingAnything(@TempDir Path folder) {
        assumeThat(Terraform.isInstalled())
                .as("This machine has Terraform and its AWS provider")
                .isTrue();
        try (IamClient iam = ourselves().iam()) {
            iam.createPolicy(it -> it.policyName("hand-over-boundary").policyDocument(BOUNDARY));
        }
        engineer.post("/environments", EVERYTHING);
        engineer.awaitState("2-hand-over", "AWAITING_INTEGRATION");
        confluent.callBack("2-hand-over");
        engineer.awaitState("2-hand-over", "ACTIVE");
        Terraform terraform = new Terraform(folder, aws().endpoint(), Node.ACCOUNT);
        terraform.write(
                "main.tf", engineer.get("/environments/2-hand-over/terraform").text());

        assertThat(terraform.run("fmt", "-check", "-diff")).isEmpty();
        terraform.init();
        terraform.run("validate");
        assertThat(terraform.run("plan", "-input=false"))
                .contains("Plan: 5 to import, 0 to add, 0 to change, 0 to destroy.");
    }

    @Test
    void terraformReadsWhatTheServiceManages(@TempDir Path folder) {
        assumeThat(Terraform.isInstalled())
                .as("This machine has Terraform and its AWS provider")
                .isTrue();
        provisioned("referred-to");
        Terraform terraform = new Terraform(folder, aws().endpoint(), Node.ACCOUNT);
        terraform.write(
                "main.tf",
                engineer.get("/environments/referred-to/terraform?mode=reference")
                        .text());

        assertThat(terraform.run("fmt", "-check", "-diff")).isEmpty();
        terraform.init();
        terraform.run("apply", "-input=false", "-auto-approve");

        assertThat(terraform.run("output", "referred-to_role_arn"))
                .contains("arn:aws:iam::123456789012:role/referred-to-confluent-role");
    }

    @Test
    void waitsForWhatDoesNotExistYet() {
        aws().faults().on("CreatePolicy").next(1000, Fault.THROTTLE);
        engineer.post("/environments", "{\"name\":\"not-yet-to-hand-over\"}");

        Answer answer = engineer.get("/environments/not-yet-to-hand-over/terraform");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/code")).isEqualTo("environment-incomplete");
    }

    @Test
    void refusesAnotherMode() {
        provisioned("handed-over-wrongly");

        Answer answer = engineer.get("/environments/handed-over-wrongly/terraform?mode=module");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/field")).isEqualTo("mode");
        assertThat(answer.at("/errors/0/message")).isEqualTo("must be import or reference");
        assertThat(engineer.get("/environments/nobody-hands-it-over/terraform").at("/code"))
                .isEqualTo("environment-not-found");
    }

    private static String golden(String file) throws IOException {
        try (var stream = TerraformExportTest.class.getResourceAsStream(file)) {
            assertThat(stream).as(file).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
