package io.tableflow.iam.api.accesscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Questions on documents that come with them. */
class GivenDocumentsTest extends ServiceTest {

    private static final String ALLOW_ALL =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}";

    @Test
    void answersTheQuestionThatItShowsAsItShows() throws IOException {
        Answer answer = ask(example("access-check-documents"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(example("access-check-allowed"));
    }

    @Test
    void dependsOnTheOtherAccountUnlessItsPoliciesAreGiven() throws IOException {
        ObjectNode unseen = (ObjectNode) example("access-check-documents");
        ((ObjectNode) unseen.path("policies")).remove("identity");
        ObjectNode none = unseen.deepCopy();
        ((ObjectNode) none.path("policies")).putArray("identity");

        Answer conditional = ask(unseen);
        Answer denied = ask(none);

        assertThat(conditional.at("/decision")).isEqualTo("CONDITIONAL");
        assertThat(conditional.at("/sentence"))
                .endsWith("only if an identity-based policy of its own account allows the sts:AssumeRole action");
        assertThat(denied.at("/decision")).isEqualTo("IMPLICIT_DENY");
        assertThat(denied.at("/sentence"))
                .endsWith("because no identity-based policy allows the sts:AssumeRole action");
    }

    @Test
    void eachTypeOfPolicyIsAsked() {
        String denial =
                "{\"Statement\": {\"Sid\": \"No\", \"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}";
        String resource =
                "{\"Statement\": {\"Sid\": \"No\", \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\","
                        + " \"Resource\": \"*\"}}";
        Map<String, String> denials = Map.of(
                "identity[1]", "\"identity\": [" + ALLOW_ALL + "," + denial + "]",
                "resource", "\"identity\": [" + ALLOW_ALL + "], \"resource\": " + resource,
                "boundary", "\"identity\": [" + ALLOW_ALL + "], \"boundary\": " + denial,
                "session", "\"identity\": [" + ALLOW_ALL + "], \"session\": " + denial,
                "scps[1][0]", "\"identity\": [" + ALLOW_ALL + "], \"scps\": [[" + ALLOW_ALL + "], [" + denial + "]]");

        assertThat(get("\"identity\": [" + ALLOW_ALL + "]").at("/decision")).isEqualTo("ALLOWED");
        denials.forEach((field, policies) -> {
            Answer answer = get(policies);
            assertThat(answer.at("/decision")).as(answer.text()).isEqualTo("EXPLICIT_DENY");
            assertThat(answer.at("/because/0/policy")).isEqualTo("policies." + field);
            assertThat(answer.at("/because/0/statement")).isEqualTo("No");
        });
    }

    @Test
    void doesNotGuessWhatAwsDoesNotDocument() {
        Answer answer = get("""
            "identity": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                                        "Condition": {"StringResembles": {"aws:SourceVpc": "vpc-1"}}}}]""");

        assertThat(answer.at("/decision")).as(answer.text()).isEqualTo("UNDETERMINED");
        assertThat(answer.at("/because/0/reason")).contains("AWS documents no operator StringResembles");
    }

    @Test
    void namesTheContextThatIsMissing() {
        Answer answer = get("""
            "identity": [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                                        "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}}}]""");

        assertThat(answer.at("/decision")).isEqualTo("CONDITIONAL");
        assertThat(answer.json().path("missingContext").valueStream().map(JsonNode::asString))
                .containsExactly("aws:SourceVpc");
    }

    @Test
    void needsEitherAnEnvironmentOrDocuments() {
        String question = "\"principal\": \"anonymous\", \"action\": \"s3:GetObject\", \"resource\": \"*\"";

        assertThat(errors("{" + question + "}"))
                .containsOnly(
                        Map.entry("environment", "is required where policies is left out"),
                        Map.entry("policies", "is required where environment is left out"));
        assertThat(errors("{" + question + ", \"environment\": \"dev\", \"policies\": {}}"))
                .containsOnlyKeys("policies")
                .extractingByKey("policies")
                .asString()
                .startsWith("must be left out where environment is given");
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        assertThat(errors("""
                {"environment": "Not_A_Name", "principal": "role/*", "action": "sts:*", "resource": "bucket",
                 "resourceAccount": "1", "surplus": 1, "context": {"a": ["x"], "A": ["y"]},
                 "policies": {
                   "identity": [{"Statement": {"Effect": "Perhaps", "Action": "*", "Resource": "*"}}, 7],
                   "resource": {"Statement": []},
                   "boundary": {"Statement": {"Effect": "Allow", "Action": "*"}},
                   "session": {"Version": "${1 + 1} {rule}", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
                   "scps": [[{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}]],
                   "rcps": []}}"""))
                .containsOnlyKeys(
                        "action",
                        "context",
                        "environment",
                        "policies",
                        "policies.boundary",
                        "policies.identity[0]",
                        "policies.identity[1]",
                        "policies.rcps",
                        "policies.resource",
                        "policies.scps[0][0]",
                        "policies.session",
                        "principal",
                        "resource",
                        "resourceAccount",
                        "surplus")
                .containsEntry("policies.identity[0]", "/Statement/Effect: It must be Allow or Deny.")
                .containsEntry("policies.resource", "/Statement: A policy needs at least one statement.");
    }

    @Test
    void showsTheNamesInDocumentsAsTheyAre() {
        assertThat(errors("""
                {"principal": "anonymous", "action": "s3:GetObject", "resource": "*",
                 "policies": {"boundary": {"${1 + 1}{rule}": 1,
                                           "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}}"""))
                .containsOnly(Map.entry("policies.boundary", "/${1 + 1}{rule}: Policies have no such element."));
    }

    @Test
    void boundsEverything() {
        String keys =
                IntStream.range(0, 101).mapToObj(it -> "\"k" + it + "\": []").collect(Collectors.joining(","));
        String longest = "x".repeat(2048);
        String resources = IntStream.range(0, 700)
                .mapToObj(it -> "\"arn:aws:s3:::" + "b".repeat(90) + it + "\"")
                .collect(Collectors.joining(","));
        String document =
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": [" + resources + "]}}";

        assertThat(errors("""
                {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::%s",
                 "context": {%s, "long": ["%sx"]}, "policies": {"boundary": %s}}""".formatted(longest, keys, longest, document)))
                .containsOnly(
                        Map.entry("resource", "must have at most 2048 characters"),
                        Map.entry("context", "must have at most 100 keys"),
                        Map.entry("context.long[0]", "must have at most 2048 characters"),
                        Map.entry("policies.boundary", "A policy document must have at most 64 KiB."));
        assertThat(engineer.post("/access-checks", "{\"principal\": \"" + "x".repeat(300_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private Map<String, String> errors(String question) {
        Answer answer = engineer.post("/access-checks", question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("/code")).isEqualTo("invalid-request");
        List<JsonNode> errors = answer.json().path("errors").valueStream().toList();
        return errors.stream()
                .collect(Collectors.toMap(
                        it -> it.path("field").asString(),
                        it -> it.path("message").asString()));
    }

    /** A session of a role of our account reads an object of our account. */
    private Answer get(String policies) {
        return engineer.post("/access-checks", """
            {"principal": "arn:aws:sts::123456789012:assumed-role/data/any", "action": "s3:GetObject",
             "resource": "arn:aws:s3:::bucket/1", "resourceAccount": "123456789012", "policies": {%s}}""".formatted(policies));
    }

    private Answer ask(JsonNode question) {
        return engineer.post("/access-checks", question.toString());
    }

    private static JsonNode example(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                GivenDocumentsTest.class.getResourceAsStream("/openapi/examples/" + name + ".json"))) {
            return JsonMapper.shared().readTree(file).path("value");
        }
    }
}
