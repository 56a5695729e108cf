package io.tableflow.iam.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who did what, to what, from where, why and when: the whole story, and no secrets. */
class AuditTrailTest extends ServiceTest {

    @Test
    void anEnvironmentsLifeReadsAsAStory() {
        active("told");
        engineer.delete("/environments/told");
        engineer.awaitGone("told");

        List<JsonNode> story = story("told");
        story.forEach(AuditTrailTest::print);

        assertThat(story.stream().map(AuditTrailTest::inWords))
                .containsExactly(
                        "token:local-operator REQUESTED",
                        "tableflow-iam WORKFLOW_BEGUN PROVISION",
                        "tableflow-iam AWS_WRITE CreateRole OK",
                        "token:local-operator POLICY_APPLIED TRUST",
                        "tableflow-iam AWS_WRITE CreatePolicy OK",
                        "token:local-operator POLICY_APPLIED S3",
                        "tableflow-iam AWS_WRITE CreatePolicy OK",
                        "token:local-operator POLICY_APPLIED GLUE",
                        "tableflow-iam AWS_WRITE AttachRolePolicy OK",
                        "tableflow-iam AWS_WRITE AttachRolePolicy OK",
                        "tableflow-iam WORKFLOW_SUCCEEDED PROVISION",
                        "tableflow-iam PROVISIONED",
                        "confluent-webhook CALLBACK_ACCEPTED",
                        "confluent-webhook INTEGRATION_RECEIVED",
                        "tableflow-iam WORKFLOW_BEGUN UPDATE_TRUST",
                        "tableflow-iam AWS_WRITE UpdateAssumeRolePolicy OK",
                        "confluent-webhook POLICY_APPLIED TRUST",
                        "tableflow-iam TRUST_ESTABLISHED",
                        "tableflow-iam WORKFLOW_SUCCEEDED UPDATE_TRUST",
                        "tableflow-iam ACTIVATED",
                        "token:local-operator DELETION_REQUESTED",
                        "tableflow-iam WORKFLOW_BEGUN TEARDOWN",
                        "tableflow-iam AWS_WRITE UpdateAssumeRolePolicy OK",
                        "token:local-operator POLICY_APPLIED TRUST",
                        "tableflow-iam AWS_WRITE DetachRolePolicy OK",
                        "tableflow-iam AWS_WRITE DetachRolePolicy OK",
                        "tableflow-iam AWS_WRITE DeletePolicy OK",
                        "tableflow-iam AWS_WRITE DeletePolicy OK",
                        "tableflow-iam AWS_WRITE DeleteRole OK",
                        "tableflow-iam WORKFLOW_SUCCEEDED TEARDOWN",
                        "tableflow-iam DELETED");
        assertThat(story.stream()
                        .filter(it -> it.at("/type").asString().equals("AWS_WRITE"))
                        .map(it -> it.at("/details/awsRequestId").asString()))
                .as("what AWS has logged")
                .containsExactlyInAnyOrderElementsOf(writes("told"));
    }

    @Test
    void everyLineSaysWhoFromWhereWhyAndByWhichRequest() {
        Answer asked = engineer.send(
                "POST", "/environments", "{\"name\":\"fields\"}", Map.of("X-Request-Id", "request-of-fields"));
        assertThat(asked.status()).isEqualTo(202);
        engineer.awaitState("fields", "AWAITING_INTEGRATION");

        List<JsonNode> story = story("fields");
        JsonNode requested = story.getFirst();
        assertThat(requested.at("/type").asString()).isEqualTo("REQUESTED");
        assertThat(requested.at("/actor").asString()).isEqualTo("token:local-operator");
        assertThat(requested.at("/address").asString()).isEqualTo("127.0.0.1");
        assertThat(requested.at("/reason").asString()).isEqualTo("POST /environments");
        assertThat(requested.at("/correlationId").asString()).isEqualTo("request-of-fields");
        assertThat(requested.at("/before").isNull()).isTrue();
        assertThat(requested.at("/after/name").asString()).isEqualTo("fields");
        assertThat(Instant.parse(requested.at("/at").asString())).isBeforeOrEqualTo(now());
        String workflow = story.get(1).at("/after/workflow").asString();
        assertThat(engineer.get("/workflows/" + workflow).status()).isEqualTo(200);
        JsonNode written = story.get(2);
        assertThat(written.at("/correlationId").asString()).isEqualTo(workflow);
        assertThat(written.at("/address").isNull()).isTrue();
        assertThat(written.at("/reason").asString()).isEqualTo("step create-role, attempt 1");
        assertThat(written.at("/details/roleName").asString()).isEqualTo("fields-confluent-role");
        assertThat(written.at("/details/account").asString()).isEqualTo("123456789012");
        JsonNode provisioned = story.getLast();
        assertThat(provisioned.at("/before/state").asString()).isEqualTo("PROVISIONING");
        assertThat(provisioned.at("/after/state").asString()).isEqualTo("AWAITING_INTEGRATION");
        assertThat(engineer.get("/events?correlationId=" + workflow).json().at("/items"))
                .hasSize(story.size() - 2);
    }

    @Test
    void tellsOfWritesThatAwsRefused() {
        aws().faults().on("CreateRole", "refused-write-confluent-role").once(Fault.THROTTLE);
        aws().faults()
                .on("CreatePolicy", "refused-write-confluent-tableflow-s3-permission")
                .once(Fault.LOSE_ANSWER);
        provisioned("refused-write");

        assertThat(outcomes("refused-write", "CreateRole"))
                .containsExactly("Throttling step create-role, attempt 1", "OK step create-role, attempt 2");
        assertThat(outcomes("refused-write", "CreatePolicy"))
                .containsExactlyInAnyOrder(
                        "NO_ANSWER step create-s3-policy, attempt 1",
                        "EntityAlreadyExists step create-s3-policy, attempt 2",
                        "OK step create-glue-policy, attempt 1");
    }

    private List<String> outcomes(String environment, String operation) {
        return story(environment).stream()
                .filter(it -> it.at("/details/operation").asString("").equals(operation))
                .map(it -> it.at("/details/outcome").asString() + " "
                        + it.at("/reason").asString())
                .toList();
    }

    @Test
    void tellsOfEveryCallback() {
        provisioned("called");
        String document =
                ConfluentPipeline.document("called", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID);
        confluent.deliver("msg_called", document);
        confluent.deliver("msg_called", document);
        engineer.awaitState("called", "ACTIVE");
        String ours = "arn:aws:iam::123456789012:role/somebody";
        confluent.deliver("msg_ours", ConfluentPipeline.document("called", ours, ConfluentPipeline.EXTERNAL_ID));

        assertThat(story("called").stream()
                        .filter(it -> it.at("/type").asString().startsWith("CALLBACK_"))
                        .map(it -> it.at("/actor").asString() + " "
                                + it.at("/type").asString() + " "
                                + it.at("/details/webhookId").asString() + " "
                                + it.at("/details/code").asString("")))
                .containsExactly(
                        "confluent-webhook CALLBACK_ACCEPTED msg_called ",
                        "confluent-webhook CALLBACK_REPEATED msg_called ",
                        "confluent-webhook CALLBACK_REFUSED msg_ours principal-not-allowed");
        assertThat(story("called").toString()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    @Test
    void aDryRunIsNotWorthALine() {
        long before = head();

        engineer.post("/environments?dryRun=true", "{\"name\":\"dry-audit\"}");

        assertThat(engineer.get("/environments/dry-audit/events").status()).isEqualTo(404);
        assertThat(engineer.get("/events?since=" + now()).json().at("/items")).isEmpty();
        assertThat(before).isPositive();
    }

    @Test
    void pagesDoNotShiftWhenLinesAreAdded() {
        provisioned("paged-audit");
        List<String> all = new ArrayList<>();
        String next = "";
        do {
            Answer page = engineer.get("/environments/paged-audit/events?limit=5&after=" + next);
            assertThat(page.status()).isEqualTo(200);
            page.json().at("/items").forEach(it -> all.add(it.at("/id").asString()));
            next = page.at("/next");
            engineer.post("/environments/paged-audit/reconcile", "");
        } while (!next.isEmpty());

        assertThat(all)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(b), Long.parseLong(a)));
        assertThat(story("paged-audit").stream()
                        .map(it -> it.at("/id").asString())
                        .limit(12))
                .isEqualTo(all.reversed().stream().limit(12).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "type=ACTIVATED, 1",
        "type=DELETED, 0",
        "actor=confluent-webhook, 3",
        "actor=nobody, 0",
        "type=AWS_WRITE&actor=tableflow-iam, 6",
        "since=2020-01-01T00:00:00Z&type=REQUESTED, 1",
        "until=2020-01-01T00:00:00Z, 0",
        "since=2999-01-01T00:00:00Z, 0",
        "since=+1000000000-12-31T23:59:59Z, 0",
        "correlationId=nothing-has-this, 0"
    })
    void filters(String query, int lines) {
        if (engineer.get("/environments/filtered").status() == 404) {
            active("filtered");
        }

        Answer ofEnvironment = engineer.get("/environments/filtered/events?" + query.replace("+", "%2B"));
        Answer ofAll = engineer.get("/events?environment=filtered&" + query.replace("+", "%2B"));

        assertThat(ofEnvironment.json().at("/items")).as(ofEnvironment.text()).hasSize(lines);
        assertThat(ofAll.json().at("/items")).hasSize(lines);
    }

    @ParameterizedTest
    @CsvSource({
        "type=Activated, type",
        "type=, type",
        "actor=, actor",
        "actor=%00, actor",
        "environment=NO, environment",
        "correlationId=a%20b, correlationId",
        "since=yesterday, since",
        "until=soon, until",
        "limit=0, limit",
        "limit=201, limit",
        "after=MToxMjM0NTY3ODkwMTIzNDU2Nzg5MA, after",
        "after=x, after"
    })
    void saysWhichParameterIsWrong(String query, String field) {
        Answer answer = engineer.get("/events?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void knowsNothingOfWhatNeverWas() {
        Answer answer = engineer.get("/environments/never-audited/events");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/code")).isEqualTo("environment-not-found");
    }

    private List<JsonNode> story(String environment) {
        Answer page = engineer.get("/environments/" + environment + "/events?limit=200");
        assertThat(page.status()).isEqualTo(200);
        List<JsonNode> events =
                new ArrayList<>(page.json().at("/items").valueStream().toList());
        return events.reversed();
    }

    private long head() {
        return engineer.get("/events?limit=1").json().at("/items/0/id").asLong();
    }

    private static String inWords(JsonNode event) {
        String words = event.at("/actor").asString() + " " + event.at("/type").asString();
        for (String detail : List.of("operation", "outcome", "policy", "kind")) {
            String value = event.at("/details/" + detail).asString("");
            words += value.isEmpty() ? "" : " " + value;
        }
        return words;
    }

    /** For people who run the test. */
    private static void print(JsonNode event) {
        System.out.printf(
                "%4d  %-18s %-20s %-45s %s%n",
                event.at("/id").asLong(),
                event.at("/actor").asString(),
                event.at("/type").asString(),
                event.at("/reason").asString(""),
                event.at("/details"));
    }

    private static List<String> writes(String environment) {
        return aws().calls().stream()
                .filter(call -> call.mutating() && call.userAgent().contains("tableflow-iam"))
                .filter(call ->
                        call.parameters().values().stream().anyMatch(it -> it.contains(environment + "-confluent-")))
                .map(RecordedCall::requestId)
                .toList();
    }
}
