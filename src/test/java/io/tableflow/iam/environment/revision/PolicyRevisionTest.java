package io.tableflow.iam.environment.revision;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The documents that were in force at any moment can be shown, for as long as the database exists. */
class PolicyRevisionTest extends ServiceTest {

    @Test
    void everyDocumentThatWasAppliedIsListedNewestFirstWithItsDifference() {
        active("revised");

        Answer revisions = engineer.get("/environments/revised/policies/trust/revisions");

        assertThat(revisions.status()).isEqualTo(200);
        assertThat(numbers(revisions)).containsExactly(2, 1);
        JsonNode latest = revisions.json().at("/items/0");
        assertThat(latest.at("/document")).isEqualTo(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
        assertThat(latest.at("/appliedBy").asString()).isEqualTo("confluent-webhook");
        assertThat(latest.at("/reason").asString()).isEqualTo("provider integration cspi-42o61");
        assertThat(Instant.parse(latest.at("/appliedAt").asString()))
                .isAfter(revisions.json().at("/items/1/appliedAt").asString());
        assertThat(latest.at("/diff").asString().lines())
                .anyMatch(line -> line.startsWith("-") && line.contains("\"Deny\""))
                .anyMatch(line -> line.startsWith("+") && line.contains(PRINCIPAL))
                .noneMatch(line -> line.startsWith("+") && line.contains("\"Version\""));
        JsonNode first = revisions.json().at("/items/1");
        assertThat(first.at("/document")).isEqualTo(ExpectedTrusts.DENY_ALL);
        assertThat(first.at("/appliedBy").asString()).isEqualTo("token:local-operator");
        assertThat(first.at("/diff").isNull()).isTrue();
        assertThat(revisions.json().at("/next").isNull()).isTrue();
    }

    @Test
    void eachPolicyHasItsOwn() {
        active("threefold");

        assertThat(numbers(engineer.get("/environments/threefold/policies/s3/revisions")))
                .containsExactly(1);
        Answer glue = engineer.get("/environments/threefold/policies/glue/revisions");
        assertThat(numbers(glue)).containsExactly(1);
        assertThat(glue.json().at("/items/0/document"))
                .isEqualTo(
                        engineer.get("/environments/threefold/policies").json().at("/glue/document"));
    }

    @Test
    void theListIsPagedAndEachPageKnowsTheDifferenceToTheNext() {
        active("leafed");
        for (int i = 1; i <= 3; i++) {
            rotate("leafed", i);
        }

        List<Integer> seen = new ArrayList<>();
        String next = "";
        do {
            Answer page = engineer.get("/environments/leafed/policies/trust/revisions?limit=2&after=" + next);
            page.json().at("/items").forEach(item -> {
                seen.add(item.at("/number").asInt());
                assertThat(item.at("/diff").isNull())
                        .isEqualTo(item.at("/number").asInt() == 1);
            });
            next = page.at("/next");
        } while (!next.isEmpty());

        assertThat(seen).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void theOneThatStoodAtAMomentIsShown() {
        provisioned("moments");
        Instant beforeTheCallback = now();
        confluent.callBack("moments");
        engineer.awaitState("moments", "ACTIVE");

        assertThat(numbers(at("moments", beforeTheCallback))).containsExactly(1);
        assertThat(numbers(at("moments", now()))).containsExactly(2);
        assertThat(at("moments", now()).at("/items/0/diff")).isNotEmpty();
        assertThat(numbers(at("moments", Instant.MAX))).containsExactly(2);
        assertThat(numbers(at("moments", Instant.MIN))).isEmpty();
        assertThat(numbers(at("moments", beforeTheCallback.minusSeconds(3600)))).isEmpty();
    }

    @Test
    void theRevisionsOfAGoneEnvironmentStayAndThoseOfItsNextLifeAreCountedAnew() {
        active("reborn");
        Instant alive = now();
        engineer.delete("/environments/reborn");
        engineer.awaitGone("reborn");
        Instant gone = now();

        Answer afterwards = engineer.get("/environments/reborn/policies/trust/revisions");
        assertThat(afterwards.status()).isEqualTo(200);
        assertThat(numbers(afterwards)).containsExactly(3, 2, 1);
        assertThat(afterwards.at("/items/0/reason")).isEqualTo("environment is being deleted");

        provisioned("reborn");
        Answer both = engineer.get("/environments/reborn/policies/trust/revisions");
        assertThat(numbers(both)).containsExactly(1, 3, 2, 1);
        assertThat(both.json().at("/items/0/diff").isNull()).isTrue();
        assertThat(both.at("/items/0/environmentId")).isNotEqualTo(both.at("/items/1/environmentId"));
        assertThat(numbers(at("reborn", alive))).containsExactly(2);
        assertThat(numbers(at("reborn", gone))).as("between two lives").isEmpty();
        assertThat(numbers(at("reborn", now()))).containsExactly(1);
    }

    @Test
    void whatNeverWasHasNoRevisions() {
        Answer environment = engineer.get("/environments/neverwas/policies/trust/revisions");
        provisioned("nosuch");
        Answer policy = engineer.get("/environments/nosuch/policies/sqs/revisions");

        assertThat(environment.status()).isEqualTo(404);
        assertThat(environment.at("/code")).isEqualTo("environment-not-found");
        assertThat(policy.status()).isEqualTo(404);
        assertThat(policy.at("/detail")).contains("trust, s3 and glue");
    }

    @BeforeAll
    static void somethingToAskFor() {
        new PolicyRevisionTest().provisioned("queried");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at=yesterday", "after=MTp4", "limit=0", "after=MTotMQ"})
    void refusesParametersThatAreNone(String query) {
        Answer refused = engineer.get("/environments/queried/policies/trust/revisions?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/field")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private Answer at(String environment, Instant moment) {
        return engineer.get("/environments/" + environment + "/policies/trust/revisions?at="
                + moment.toString().replace("+", "%2B"));
    }

    private void rotate(String environment, int nth) {
        String principal = PRINCIPAL + "-" + nth;
        confluent.deliver("msg_" + UUID.randomUUID(), document(environment, principal, EXTERNAL_ID));
        Awaitility.await()
                .until(() -> ourselves().trust(environment + "-confluent-role"), it -> it.contains(principal + "\""));
        engineer.awaitState(environment, "ACTIVE");
    }

    private static List<Integer> numbers(Answer page) {
        return page.json()
                .at("/items")
                .valueStream()
                .map(item -> item.at("/number").asInt())
                .toList();
    }
}
