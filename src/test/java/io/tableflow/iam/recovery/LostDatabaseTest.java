package io.tableflow.iam.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * With an empty database, {@code src/main/scripts/rebuild.sh} finds the environments in what the account holds, and the service
 * adopts them: Confluent keeps its access all the time. It runs where the machine has the AWS CLI, curl and jq.
 */
class LostDatabaseTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ROTATED = "arn:aws:iam::851725421142:role/cspi-99999";

    /** What an environment can have that is read back from its documents, and one that nobody has called back for. */
    private static final Map<String, String> SPECS = Map.of(
            "plain", "{\"name\": \"plain\"}",
            "waiting", "{\"name\": \"waiting\", \"bucket\": \"acme-waiting\"}",
            "full", """
                {"name": "full", "regions": ["eu-west-1", "eu-central-1"], "bucket": "acme-topics", "kmsKeyArns": ["%s"],
                 "tags": {"team": "streaming"}, "permissionsBoundaryArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
                 "maxSessionDurationSeconds": 7200, "glueDatabases": ["lkc-abc123", "lkc-def456"],
                 "trustConditions": {"sourceIps": ["203.0.113.0/24", "198.51.100.7/32"], "validUntil": "2091-01-01T00:00:00Z"}}
                """.formatted(KEY));

    @TempDir
    private Path folder;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @Test
    void theEnvironmentsAreFoundInTheAccountAndAdoptedWhileConfluentKeepsItsAccess() {
        List.of("sh", "aws", "curl", "jq")
                .forEach(tool -> assumeThat(isInstalled(tool)).as(tool).isTrue());
        Map<String, JsonNode> before;
        try (Node lost = Node.start(TestDatabase.create(), aws)) {
            ApiClient engineer = new ApiClient(lost.uri());
            SPECS.forEach((name, spec) -> {
                engineer.post("/environments", spec);
                engineer.awaitState(name, "AWAITING_INTEGRATION");
                if (!name.equals("waiting")) {
                    new ConfluentPipeline(engineer).callBack(name);
                    engineer.awaitState(name, "ACTIVE");
                }
            });
            before = shown(engineer);
        }
        int calls = aws.calls().size();

        try (Node node = Node.start(TestDatabase.create(), aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            String found = run(node, "list", "");
            assertThat(found.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"do\":\"adopt\""));
            assertThat(run(node, "apply", found).lines())
                    .containsExactlyInAnyOrder("full: accepted", "plain: accepted", "waiting: accepted");
            engineer.awaitState("full", "ACTIVE");
            engineer.awaitState("plain", "ACTIVE");
            engineer.awaitState("waiting", "AWAITING_INTEGRATION");

            assertThat(shown(engineer)).isEqualTo(before);
            assertThat(writesSince(calls))
                    .as("tags alone: no trust, no document, no attachment")
                    .containsOnly("UntagRole", "UntagPolicy", "TagRole", "TagPolicy");
            assertThat(run(node, "list", "")).isEmpty();

            whatTheRoleLetsInIsEnteredWhereTheDatabaseKnowsAnother(node, engineer);
        }
    }

    /** As after an older database was restored: IAM has the integration of a rotation that the database does not know. */
    private void whatTheRoleLetsInIsEnteredWhereTheDatabaseKnowsAnother(Node node, ApiClient engineer) {
        try (var iam = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam()) {
            iam.updateAssumeRolePolicy(it -> it.roleName("plain-confluent-role")
                    .policyDocument(ExpectedTrusts.exactly(ROTATED, "rotated").toString()));
        }
        int calls = aws.calls().size();

        String found = run(node, "list", "");
        assertThat(found.lines()).singleElement().asString().startsWith("{\"do\":\"integration\",\"name\":\"plain\"");
        assertThat(run(node, "apply", found)).isEqualTo("plain: accepted\n");

        engineer.awaitState("plain", "ACTIVE");
        assertThat(engineer.get("/environments/plain").at("/trusted/iamRoleArn"))
                .isEqualTo(ROTATED);
        assertThat(writesSince(calls)).isEmpty();
    }

    /** What callers see of each environment that does not depend on when and how it came to be. */
    private static Map<String, JsonNode> shown(ApiClient engineer) {
        return SPECS.keySet().stream().collect(Collectors.toMap(Function.identity(), name -> {
            Answer answer = engineer.get("/environments/" + name);
            ObjectNode all = (ObjectNode) answer.json();
            ((ObjectNode) all.path("spec")).remove("adoptExisting");
            return all.retain("state", "spec", "resources");
        }));
    }

    private List<String> writesSince(int calls) {
        return aws.calls().stream()
                .skip(calls)
                .filter(RecordedCall::mutating)
                .map(RecordedCall::operation)
                .toList();
    }

    /** Runs the script, which must succeed, and returns what it printed. */
    private String run(Node node, String command, String input) {
        ProcessBuilder script = new ProcessBuilder("sh", "src/main/scripts/rebuild.sh", command);
        script.environment()
                .putAll(new TreeMap<>(Map.of(
                        "API",
                        node.uri().toString(),
                        "TOKEN",
                        "local-operator",
                        "AWS_ENDPOINT_URL",
                        aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        Node.ACCOUNT,
                        "AWS_SECRET_ACCESS_KEY",
                        "any",
                        "AWS_DEFAULT_REGION",
                        "eu-central-1")));
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        try {
            Files.writeString(in, input);
            int status = script.redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start()
                    .waitFor();
            assertThat(status).as(Files.readString(errors)).isZero();
            return Files.readString(out);
        } catch (IOException e) {
            throw new AssertionError("The script did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
