package io.tableflow.iam.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What callers of the API can rely on. */
class EnvironmentApiTest extends ServiceTest {

    /** It is rendered once, for both. */
    @Test
    void theEntityTagIsTheDigestOfTheBodyThatIsSent() {
        provisioned("digested");

        Answer shown = engineer.get("/environments/digested");

        byte[] digest = Arrays.copyOf(Sha256.sha256(shown.text().getBytes(StandardCharsets.UTF_8)), 9);
        assertThat(shown.header("ETag"))
                .endsWith("." + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"");
        assertThat(shown.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void acceptsTheSameSpecAgainAndRefusesAnother() {
        provisioned("again");

        assertThat(engineer.post("/environments", "{\"name\":\"again\"}").status())
                .isEqualTo(202);
        assertThat(engineer.post(
                                "/environments",
                                "{\"name\":\"again\",\"accountId\":\"123456789012\",\"regions\":[\"eu-central-1\"]}")
                        .status())
                .isEqualTo(202);
        Answer other = engineer.post("/environments", "{\"name\":\"again\",\"bucket\":\"another-bucket\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.at("/code")).isEqualTo("environment-exists");
    }

    @Test
    void tenAtOnceMakeOneEnvironment() throws InterruptedException, ExecutionException {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(callers.submit(() -> engineer.post("/environments", "{\"name\":\"race\"}")));
            }
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).containsOnly(202);
        engineer.awaitState("race", "AWAITING_INTEGRATION");
        assertThat(engineer.get("/environments/race/workflows").json().at("/items"))
                .hasSize(1);
    }

    @Test
    void aDryRunStoresNothingAndWritesNothing() {
        int before = aws().calls().size();

        Answer plan = engineer.post("/environments?dryRun=true", "{\"name\":\"dry\"}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/changes").valueStream())
                .extracting(change -> change.at("/action").asString())
                .hasSize(5)
                .containsOnly("CREATE");
        assertThat(engineer.get("/environments/dry").status()).isEqualTo(404);
        assertThat(aws().calls().subList(before, aws().calls().size()))
                .noneMatch(call -> call.mutating() && call.parameters().containsValue("dry-confluent-role"));
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswer() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-1");

        Answer first = engineer.send("POST", "/environments", "{\"name\":\"once\"}", key);
        engineer.awaitState("once", "AWAITING_INTEGRATION");
        Answer second = engineer.send("POST", "/environments", "{\"name\":\"once\"}", key);
        Answer other = engineer.send("POST", "/environments", "{\"name\":\"other\"}", key);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(engineer.get("/environments/other").status()).isEqualTo(404);
    }

    @Test
    void aKeyWhoseEnvironmentIsGoneMakesItAnew() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-of-the-gone");
        engineer.send("POST", "/environments", "{\"name\":\"anew\"}", key);
        engineer.awaitState("anew", "AWAITING_INTEGRATION");
        aws().faults().on("DeleteRole", "anew-confluent-role").once(Fault.delay(Duration.ofSeconds(1)));
        engineer.delete("/environments/anew");

        Answer meanwhile = engineer.send("POST", "/environments", "{\"name\":\"anew\"}", key);
        engineer.awaitGone("anew");
        Answer again = engineer.send("POST", "/environments", "{\"name\":\"anew\"}", key);

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.at("/code")).isEqualTo("environment-deleting");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEmpty();
        engineer.awaitState("anew", "AWAITING_INTEGRATION");
        assertThat(engineer.send("POST", "/environments", "{\"name\":\"anew\"}", key)
                        .text())
                .isEqualTo(again.text());
    }

    @Test
    void whatIsShownIsNotCalledUnmodifiedOnceTheClockHasChangedIt() {
        engineer.post("/environments", """
            {"name": "clocked", "trustConditions": {"validUntil": "%s"}}\
            """.formatted(now().plusSeconds(3600)));
        engineer.awaitState("clocked", "AWAITING_INTEGRATION");
        confluent.callBack("clocked");
        String etag = engineer.awaitState("clocked", "ACTIVE").header("ETag");

        Answer same = engineer.send("GET", "/environments/clocked", null, Map.of("If-None-Match", etag));
        pass(Duration.ofHours(2));
        Answer expired = engineer.send("GET", "/environments/clocked", null, Map.of("If-None-Match", etag));
        Answer plan = engineer.send("DELETE", "/environments/clocked?dryRun", null, Map.of("If-Match", etag));

        assertThat(same.status()).isEqualTo(304);
        assertThat(expired.status()).isEqualTo(200);
        assertThat(expired.text()).contains("TrustExpired");
        assertThat(plan.status()).isEqualTo(200);
    }

    @Test
    void aTrustThatHasExpiredDoesNotPreventOtherChanges() {
        String conditions = "\"trustConditions\": {\"validUntil\": \"%s\"}".formatted(now().plusSeconds(3600));
        String body = "{\"name\": \"elapsed\", " + conditions + "}";
        String changes = "{\"tags\": {\"a\": \"b\"}, " + conditions + "}";
        engineer.post("/environments", body);
        engineer.awaitState("elapsed", "AWAITING_INTEGRATION");
        pass(Duration.ofHours(2));

        Answer same = engineer.post("/environments", body);
        Answer planned = engineer.put("/environments/elapsed?dryRun", changes);
        Answer changed = engineer.put("/environments/elapsed", changes);
        Answer another = engineer.put(
                "/environments/elapsed",
                "{\"trustConditions\": {\"validUntil\": \"%s\"}}".formatted(now().minusSeconds(60)));

        assertThat(same.status()).isEqualTo(202);
        assertThat(planned.status()).isEqualTo(200);
        assertThat(changed.status()).isEqualTo(202);
        assertThat(another.status()).isEqualTo(400);
        assertThat(another.at("/errors/0/field")).isEqualTo("trustConditions.validUntil");
    }

    @Test
    void aPlanWarnsOfSourceIpsThatRestrictNothing() {
        Answer plan = engineer.post("/environments?dryRun", """
            {"name": "anywhere", "trustConditions": {"sourceIps": ["0.0.0.0/0", "203.0.113.7/24"]}}\
            """);

        assertThat(plan.json().at("/spec/trustConditions/sourceIps").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("0.0.0.0/0", "203.0.113.0/24");
        assertThat(plan.json().at("/warnings").valueStream())
                .extracting(JsonNode::asString)
                .anyMatch(it -> it.contains("0.0.0.0/0 is every address"))
                .anyMatch(it -> it.contains("private networking"));

        Answer halves = engineer.post("/environments?dryRun", """
            {"name": "anywhere", "trustConditions": {"sourceIps": ["0.0.0.0/1", "128.0.0.0/1"]}}\
            """);
        assertThat(halves.at("/warnings/0")).contains("0.0.0.0/1, 128.0.0.0/1 are every address together");
    }

    @Test
    void listsEveryEnvironmentOnceInTheOrderOfTheirNames() {
        List.of("page-c", "page-a", "page-b").forEach(this::provisioned);
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            Answer page = engineer.get("/environments?limit=2" + (after.isEmpty() ? "" : "&after=" + after));
            page.json()
                    .at("/items")
                    .valueStream()
                    .map(it -> it.at("/name").asString())
                    .forEach(names::add);
            after = page.at("/next");
        } while (!after.isEmpty());

        assertThat(names).isSorted().doesNotHaveDuplicates().contains("page-a", "page-b", "page-c");
    }

    @Test
    void listsByState() {
        provisioned("bystate");

        assertThat(names(engineer.get("/environments?limit=200&state=AWAITING_INTEGRATION")))
                .contains("bystate");
        assertThat(names(engineer.get("/environments?limit=200&state=FAILED"))).doesNotContain("bystate");
        assertThat(engineer.get("/environments?state=LOST").status()).isEqualTo(400);
        assertThat(engineer.get("/environments?limit=0").status()).isEqualTo(400);
        assertThat(engineer.get("/environments?limit=201").status()).isEqualTo(400);
        assertThat(engineer.get("/environments?after=%25%25").status()).isEqualTo(400);
    }

    @Test
    void listsThoseWithATextInTheirName() {
        provisioned("orders-eu");
        provisioned("orders-us");
        provisioned("payments-eu");

        assertThat(names(engineer.get("/environments?q=orders"))).containsExactly("orders-eu", "orders-us");
        assertThat(names(engineer.get("/environments?q=ORDERS-&limit=1"))).containsExactly("orders-eu");
        assertThat(names(engineer.get("/environments?q=rders-e&state=AWAITING_INTEGRATION")))
                .containsExactly("orders-eu");
        assertThat(names(engineer.get("/environments?q=orders&state=FAILED"))).isEmpty();
        assertThat(names(engineer.get("/environments?q=orders%25us"))).isEmpty();
        assertThat(names(engineer.get("/environments?limit=200&q="))).contains("orders-eu", "payments-eu");
    }

    @Test
    void showsTheDocumentsThatShouldStand() {
        provisioned("documents");

        Answer policies = engineer.get("/environments/documents/policies");

        assertThat(policies.at("/trust/document/Statement/0/Effect")).isEqualTo("Deny");
        assertThat(policies.at("/s3/document/Statement/0/Resource/0"))
                .isEqualTo("arn:aws:s3:::documents-confluent-topics-backup");
        assertThat(policies.at("/glue/document/Statement/0/Resource/0"))
                .isEqualTo("arn:aws:glue:eu-central-1:123456789012:*");
        assertThat(policies.at("/glue/revision")).isEqualTo("1");
        active("documents2");
        assertThat(engineer.get("/environments/documents2/policies").at("/trust/revision"))
                .isEqualTo("2");
    }

    @Test
    void theOptionsOfTheSpecReachIam() {
        engineer.post("/environments", """
            {"name": "options", "regions": ["eu-central-1", "eu-west-1"], "bucket": "my.bucket", "tags": {"team": "x"},
             "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/abc"], "maxSessionDurationSeconds": 7200,
             "permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess",
             "trustConditions": {"sourceIps": ["203.0.113.0/24"]}}
            """);
        engineer.awaitState("options", "AWAITING_INTEGRATION");
        confluent.callBack("options");
        engineer.awaitState("options", "ACTIVE");

        assertThat(ourselves().trust("options-confluent-role")).contains("203.0.113.0/24");
        try (var iam = ourselves().iam()) {
            var role = iam.getRole(it -> it.roleName("options-confluent-role")).role();
            assertThat(role.maxSessionDuration()).isEqualTo(7200);
            assertThat(role.permissionsBoundary().permissionsBoundaryArn()).endsWith("PowerUserAccess");
            assertThat(role.tags())
                    .extracting(tag -> tag.key() + "=" + tag.value())
                    .contains("team=x", "managed-by=tableflow-iam", "tableflow-iam:environment=options");
        }
        Answer policies = engineer.get("/environments/options/policies");
        assertThat(policies.json().at("/s3/document/Statement")).hasSize(3);
        assertThat(policies.json().at("/glue/document/Statement/0/Resource")).hasSize(2);
    }

    @Test
    void aRoleThatIsNotOursIsNotTouched() {
        try (var iam = ourselves().iam()) {
            String foreign = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
                    .replace(
                            "[]",
                            "[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]");
            iam.createRole(it -> it.roleName("foreign-confluent-role").assumeRolePolicyDocument(foreign));

            engineer.post("/environments", "{\"name\":\"foreign\"}");
            engineer.awaitState("foreign", "FAILED");

            Answer workflows = engineer.get("/environments/foreign/workflows");
            assertThat(workflows.at("/items/0/problem/code")).isEqualTo("role-not-ours");
            assertThat(workflows.at("/items/0/problem/remedy")).isNotEmpty();
            engineer.delete("/environments/foreign");
            engineer.awaitGone("foreign");
            assertThat(ourselves().trust("foreign-confluent-role")).contains("ec2.amazonaws.com");
        }
    }

    @Test
    void retryGoesOnAtTheStepThatFailed() {
        aws().faults()
                .on("CreatePolicy", "stuck-confluent-tableflow-connection")
                .once(Fault.ACCESS_DENIED);
        engineer.post("/environments", "{\"name\":\"stuck\"}");
        Answer failed = engineer.awaitState("stuck", "FAILED");
        confluent.callBack("stuck");
        int before = aws().calls().size();

        Answer retried = engineer.post("/environments/stuck/retry", "");

        assertThat(failed.at("/workflow/state")).isEqualTo("FAILED");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.at("/state")).isEqualTo("PROVISIONING");
        engineer.awaitState("stuck", "ACTIVE");
        assertThat(aws().calls().subList(before, aws().calls().size()))
                .noneMatch(call -> call.operation().equals("CreateRole")
                        && call.parameters().containsValue("stuck-confluent-role"));
        assertThat(engineer.post("/environments/stuck/retry", "").status()).isEqualTo(409);
    }

    @Test
    void aRoleThatSomebodyElsePutInItsPlaceGetsNothingAttached() {
        aws().faults()
                .on("CreatePolicy", "replaced-confluent-tableflow-connection")
                .once(Fault.ACCESS_DENIED);
        engineer.post("/environments", "{\"name\":\"replaced\"}");
        engineer.awaitState("replaced", "FAILED");
        try (var iam = ourselves().iam()) {
            String trust = ourselves().trust("replaced-confluent-role");
            iam.deleteRole(it -> it.roleName("replaced-confluent-role"));
            iam.createRole(it -> it.roleName("replaced-confluent-role").assumeRolePolicyDocument(trust));
            aws().faults().on("AttachRolePolicy", "replaced-confluent-role").once(Fault.UNAVAILABLE);

            engineer.post("/environments/replaced/retry", "");
            engineer.awaitState("replaced", "FAILED");

            assertThat(ourselves().attachedPolicies("replaced-confluent-role")).isEmpty();
            iam.deleteRole(it -> it.roleName("replaced-confluent-role"));
        }
    }

    @Test
    void aDryRunThatCannotLookSaysWhy() {
        String dryRun = "{\"name\":\"unconnected2\",\"accountId\":\"999999999999\"}";

        Answer refused = engineer.post("/environments?dryRun", dryRun);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("account-not-connected");
        assertThat(engineer.post("/environments?dryRun=perhaps", dryRun).status())
                .isEqualTo(400);
        assertThat(engineer.get("/environments/unconnected2").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "dryRun=perhaps,            must be true or false",
        "dryRun=false&dryRun=true,  must be sent once",
        "dryRun=true&dryRun=false,  must be sent once"
    })
    void whetherItIsADryRunMustBeClear(String query, String rule) {
        String body = "{\"name\":\"unclear\"}";

        Answer created = engineer.post("/environments?" + query, body);
        Answer updated = engineer.put("/environments/unclear?" + query, body);

        for (Answer refused : List.of(created, updated)) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.at("/errors/0/field")).isEqualTo("dryRun");
            assertThat(refused.at("/errors/0/message")).isEqualTo(rule);
        }
        assertThat(engineer.get("/environments/unclear").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoDryRunIsDone() {
        assertThat(engineer.post("/environments?dryRun=false", "{\"name\":\"wet\"}")
                        .status())
                .isEqualTo(202);
    }

    /** Parameters are read to choose the handler; Tomcat includes the fields of a form, up to its limits. */
    @ParameterizedTest
    @CsvSource({"1, 415", "1000, 400", "40000, 413"})
    void aFormIsNoEnvironment(int fields, int status) {
        String form = IntStream.range(0, fields).mapToObj(it -> "f" + it + "=1").collect(Collectors.joining("&"));

        Answer refused = engineer.send(
                "POST", "/environments", form, Map.of("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void theAnswerAndTheRowAgreeToTheMicrosecond() {
        Answer posted = engineer.post("/environments", "{\"name\":\"micros\"}");

        assertThat(engineer.get("/environments/micros").at("/createdAt")).isEqualTo(posted.at("/createdAt"));
    }

    private static List<String> names(Answer page) {
        return page.json()
                .at("/items")
                .valueStream()
                .map(it -> it.at("/name").asString())
                .toList();
    }
}
