package io.tableflow.iam.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation of an environment. */
class DocumentationTest extends ServiceTest {

    @Test
    void saysWhoComesInAndWhatForInBothFormatsAndNeverTheExternalId() {
        engineer.post("/environments", """
                {"name": "documented", "regions": ["eu-central-1", "eu-west-1"],
                 "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
                 "tags": {"team": "data = platform"},
                 "trustConditions": {"sourceIps": ["198.51.100.0/24"], "validUntil": "2030-01-01T00:00:00Z"}}
                """);
        engineer.awaitState("documented", "AWAITING_INTEGRATION");
        confluent.callBack("documented");
        engineer.awaitState("documented", "ACTIVE");

        Answer markdown = documentation("documented", "text/markdown");
        Answer html = documentation("documented", "text/html");

        List<String> read = ParsedPage.ofMarkdown(markdown.text());
        assertThat(read)
                .isEqualTo(ParsedPage.ofHtml(html.text()))
                .startsWith("Environment [documented]")
                .contains(
                        "Of the role [documented-confluent-role]: only " + ConfluentPipeline.PRINCIPAL
                                + " can assume it, with an external id.",
                        "[team=data = platform]",
                        "[198.51.100.0/24]",
                        "[2030-01-01T00:00:00Z]",
                        "[s3:PutObject]",
                        "write data and metadata files of tables",
                        "[arn:aws:s3:::documented-confluent-topics-backup/*]",
                        "[arn:aws:glue:eu-central-1:123456789012:*], [arn:aws:glue:eu-west-1:123456789012:*]",
                        "[kms:Decrypt]",
                        "[TrustEstablished]");
        assertThat(html.text()).contains("<svg ").doesNotContain("<script", "http://", "https://");
        assertThat(html.header("Content-Security-Policy")).contains("default-src 'none'; style-src 'sha256-");
        assertThat(markdown.text() + html.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
        assertThat(documentation("documented", "text/markdown").text()).isEqualTo(markdown.text());
    }

    @Test
    void saysWhatWasVerifiedUsedAndReviewedInBothFormatsAndTheSameAsLongAsNothingChanges() {
        active("evidenced");
        assertThat(ParsedPage.ofMarkdown(
                        documentation("evidenced", "text/markdown").text()))
                .contains("It was never verified. [POST .../verification] does so.", "never");
        engineer.post("/environments/evidenced/verification", "");
        engineer.post(
                "/environments/evidenced/reviews",
                "{\"note\": \"Only | Confluent, <b>still</b> needed.\", \"nextDue\": \""
                        + now().plus(Duration.ofDays(30)) + "\"}");
        engineer.get("/environments/evidenced");

        Answer markdown = documentation("evidenced", "text/markdown");
        pass(Duration.ofMinutes(1));
        Answer html = documentation("evidenced", "text/html");

        assertThat(ParsedPage.ofMarkdown(markdown.text()))
                .isEqualTo(ParsedPage.ofHtml(html.text()))
                .contains(
                        "Verification",
                        "Can nobody else?",
                        "Use and reviews",
                        "not known: IAM has not reported",
                        "[Only | Confluent, <b>still</b> needed.]")
                .anyMatch(it -> it.matches("The latest one came to \\[(PASSED|UNKNOWN)] at \\[.*]\\."))
                .anyMatch(it -> it.matches("\\[.*Z], by \\[token:local-operator]"));
        assertThat(documentation("evidenced", "text/markdown").text()).isEqualTo(markdown.text());
    }

    @Test
    void everyActionThatTheServiceGrantsHasItsPurpose() {
        engineer.post("/environments", """
                {"name": "purposeful",
                 "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"]}
                """);
        engineer.awaitState("purposeful", "AWAITING_INTEGRATION");

        List<String> actions = Stream.of("s3", "glue")
                .flatMap(policy -> engineer.get("/environments/purposeful/policies")
                        .json()
                        .at("/" + policy + "/document/Statement")
                        .valueStream())
                .flatMap(statement -> statement.path("Action").valueStream())
                .map(action -> action.asString())
                .toList();

        assertThat(actions)
                .hasSize(22)
                .allSatisfy(action ->
                        assertThat(ActionPurpose.of(action)).as(action).isNotEqualTo("-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                                              | text/markdown;charset=UTF-8
            text/markdown                                                    | text/markdown;charset=UTF-8
            text/*                                                           | text/markdown;charset=UTF-8
            text/html, text/markdown;q=0.5                                   | text/html;charset=UTF-8
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8  | text/html;charset=UTF-8
            application/json                                                 | application/problem+json
            """)
    void isInTheFormatThatTheCallerPrefers(String accept, String contentType) {
        if (engineer.get("/environments/in-formats").status() == 404) {
            provisioned("in-formats");
        }

        assertThat(documentation("in-formats", accept).header("Content-Type")).isEqualTo(contentType);
    }

    private Answer documentation(String name, String accept) {
        return engineer.send("GET", "/environments/" + name + "/documentation", null, Map.of("Accept", accept));
    }
}
