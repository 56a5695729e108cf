package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Texts that try to break out of their place in documents of IAM, answers, headers and logs. HCL and Markdown are not
 * written yet; their writers must be added here.
 */
@ExtendWith(OutputCaptureExtension.class)
class InjectionTest extends ServiceTest {

    static final List<String> BREAKOUTS = List.of(
            "x\r\nX-Injected: yes",
            "x\nINJECTED a line of the log",
            "x\u2028INJECTED",
            "\u001b[31mINJECTED",
            "\u202eINJECTED",
            "x\"},{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"},{\"a\":\"",
            "x\\\",\\\"Action\\\":\\\"*",
            "<script>alert('INJECTED')</script>",
            "\"><img src=x onerror=alert(1)>",
            "${aws:username}",
            "${jndi:ldap://127.0.0.1:1/INJECTED}",
            "#{T(java.lang.Runtime).getRuntime()}",
            "' or '1'='1",
            "x'; drop table environment; --",
            "x&Tags.member.9.Key=injected",
            "%0d%0aX-Injected:%20yes",
            "*",
            "?");

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @FieldSource("BREAKOUTS")
    void noFieldOfASpecTakesThem(String text, CapturedOutput output) {
        Map<String, String> specs = Map.of(
                "name", "%s",
                "accountId", "{\"accountId\": %s}",
                "bucket", "{\"bucket\": %s}",
                "regions", "{\"regions\": [%s]}",
                "kmsKeyArns", "{\"kmsKeyArns\": [%s]}",
                "permissionsBoundaryArn", "{\"permissionsBoundaryArn\": %s}",
                "sourceIps", "{\"trustConditions\": {\"sourceIps\": [%s]}}",
                "validFrom", "{\"trustConditions\": {\"validFrom\": %s}}",
                "deletionPolicy", "{\"deletionPolicy\": %s}",
                "key of a tag", "{\"tags\": {%s: \"x\"}}");

        specs.forEach((field, spec) -> {
            if (field.equals("key of a tag") && text.contains("\u2028")) {
                // IAM accepts it as a space; tagsArriveAsTheyWereSent() tests it.
                return;
            }
            String quoted = JSON.writeValueAsString(text);
            ObjectNode body = field.equals("name")
                    ? JSON.createObjectNode().put("name", text)
                    : ((ObjectNode) JSON.readTree(spec.formatted(quoted))).put("name", "injected");
            Answer answer = engineer.post("/environments", body.toString());

            assertThat(answer.status()).as(field).isEqualTo(400);
            assertHarmless(answer);
        });
        assertThat(engineer.get("/environments/injected").status()).isEqualTo(404);
        assertHarmless(output);
    }

    @ParameterizedTest
    @FieldSource("BREAKOUTS")
    void noPathQueryNorHeaderTakesThem(String text, CapturedOutput output) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        List<Answer> answers = List.of(
                engineer.get("/environments/" + encoded),
                engineer.get("/environments/" + encoded + "/policies"),
                engineer.get("/environments/injected/policies/" + encoded + "/revisions"),
                engineer.delete("/environments/" + encoded),
                engineer.get("/workflows/" + encoded),
                engineer.get("/environments?state=" + encoded),
                engineer.get("/environments?after=" + encoded),
                engineer.get("/environments?limit=" + encoded),
                engineer.get(ConfluentPipeline.PATH + "/deliveries?outcome=" + encoded),
                engineer.get("/" + encoded),
                engineer.get("/swagger-ui/" + encoded));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isBetween(400, 499);
            assertHarmless(answer);
        });
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            for (String header : List.of("X-Request-Id", "If-Match", "Accept", "Accept-Language", "X-Forwarded-Host")) {
                Answer answer = engineer.send("DELETE", "/environments/injected", null, Map.of(header, text));
                assertThat(answer.status()).isBetween(400, 499);
                assertThat(answer.header("X-Request-Id")).isNotEqualTo(text);
                assertHarmless(answer);
            }
        }
        assertHarmless(output);
    }

    @ParameterizedTest
    @FieldSource("BREAKOUTS")
    void noIntegrationTakesThem(String text, CapturedOutput output) {
        for (String field : List.of("id", "kind", "provider")) {
            assertRefused(integration().put(field, text));
        }
        for (String field : List.of("external_id", "iam_role_arn", "customer_iam_role_arn", "kind")) {
            assertRefused(withConfig(field, text));
        }
        assertRefused(withConfig("iam_role_arn", "arn:aws:iam::851725421142:role/" + text));
        assertRefused(withConfig("iam_role_arn", "arn:aws:iam::851725421142:role/" + text + "/cspi-42o61"));
        assertRefused(withConfig("iam_role_arn", ConfluentPipeline.PRINCIPAL + text));
        assertRefused(
                withConfig("customer_iam_role_arn", "arn:aws:iam::123456789012:role/" + text + "-confluent-role"));
        assertHarmless(output);
    }

    /** Characters that IAM's grammar allows, and that end something in other grammars. */
    @Test
    void tagsArriveAsTheyWereSent() {
        Map<String, String> tags = Map.of(
                "Tags.member.1.Key", "x=y+z/@:.-_",
                "a b", "\u2028 \u00e9\u4e2d\u6587",
                "c@d:e/f", "http://x/..//../-");

        Answer accepted =
                engineer.post("/environments", JSON.writeValueAsString(Map.of("name", "injected-tags", "tags", tags)));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        engineer.awaitState("injected-tags", "AWAITING_INTEGRATION");
        assertThat(ourselves()
                        .iam()
                        .getRole(it -> it.roleName("injected-tags-confluent-role"))
                        .role()
                        .tags())
                .contains(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toArray(Tag[]::new))
                .hasSize(tags.size() + 3);
    }

    /** The last defence if a grammar ever allows too much: a text remains one text of the document. */
    @Test
    void aDocumentIsWrittenByALibraryThatQuotes() {
        String path = "/x\"],\"Action\":\"*\\/";
        RoleArn principal = new RoleArn("aws", "851725421142", path, "cspi-42o61");

        JsonNode trust = ExpectedTrusts.parse(
                PolicyRenderer.trust(new TrustedPrincipal(principal, "external-id"), TrustConditions.none())
                        .json());

        assertThat(trust).isEqualTo(expected(principal.toString()));
    }

    @Test
    void swaggerUiShowsNoDocumentButOurs() {
        String initializer = engineer.get("/swagger-ui/swagger-initializer.js").text();

        assertThat(initializer).contains("/v3/api-docs").doesNotContainPattern("queryConfigEnabled\"? ?: ?true");
    }

    private static JsonNode expected(String principal) {
        ObjectNode trust =
                ExpectedTrusts.exactly("PRINCIPAL", "external-id").deepCopy().asObject();
        trust.path("Statement")
                .forEach(statement -> ((ObjectNode) statement.path("Principal"))
                        .putArray("AWS")
                        .add(principal));
        return trust;
    }

    private void assertRefused(JsonNode integration) {
        Answer refused = confluent.deliver("msg_" + UUID.randomUUID(), integration.toString());
        assertThat(refused.status()).as(integration.toString()).isIn(400, 404);
        assertHarmless(refused);
    }

    private static ObjectNode withConfig(String field, String value) {
        ObjectNode integration = integration();
        ((ObjectNode) integration.path("config")).put(field, value);
        return integration;
    }

    private static ObjectNode integration() {
        return (ObjectNode) JSON.readTree(
                ConfluentPipeline.document("injected", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    /** The answer is JSON, says so, and cannot be taken for anything else. */
    private static void assertHarmless(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none';");
        assertThat(answer.header("X-Injected")).isEmpty();
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    }

    private static void assertHarmless(CapturedOutput output) {
        assertThat(output.getAll().lines())
                .noneMatch(line -> line.startsWith("INJECTED") || line.startsWith("X-Injected"));
        assertThat(output.getAll()).doesNotContain("\u001b[31m", "\u2028", "\u202e");
    }
}
