package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PATH;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static io.tableflow.iam.testing.ConfluentPipeline.headers;
import static io.tableflow.iam.testing.ConfluentPipeline.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which callbacks were received, and their outcomes. */
class WebhookDeliveriesTest extends SecuredServiceTest {

    private static final String DELIVERIES = PATH + "/deliveries";
    private static final String NEW_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-99999";

    @Test
    void tellsWhatBecameOfEach() {
        awaiting("told");
        String id = "msg_" + UUID.randomUUID();
        String body = document("told", PRINCIPAL, EXTERNAL_ID);

        confluent.deliver(id, body);
        confluent.deliver(id, body);
        confluent.deliver(id, body);
        confluent.deliver("msg_" + UUID.randomUUID(), body.replace("told-confluent-role", "untold-confluent-role"));

        assertThat(deliveries(operator, "told", "untold"))
                .satisfiesExactly(
                        unknown -> {
                            assertThat(unknown.at("/outcome").asString()).isEqualTo("REFUSED");
                            assertThat(unknown.at("/code").asString()).isEqualTo("role-not-known");
                            assertThat(unknown.at("/environment").asString()).isEqualTo("untold");
                        },
                        again -> {
                            assertThat(again.at("/outcome").asString()).isEqualTo("DUPLICATE");
                            assertThat(again.at("/times").asInt()).isEqualTo(2);
                        },
                        accepted -> {
                            assertThat(accepted.at("/id").asString()).isEqualTo(id);
                            assertThat(accepted.at("/outcome").asString()).isEqualTo("ACCEPTED");
                            assertThat(accepted.at("/integration").asString()).isEqualTo("cspi-42o61");
                            assertThat(accepted.at("/address").asString()).isEqualTo("127.0.0.1");
                            assertThat(accepted.at("/code").isNull()).isTrue();
                        });
        assertThat(operator.get(DELIVERIES).text()).doesNotContain(EXTERNAL_ID, SECRET, "v1,");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "arn:aws:iam::851725421142:role/*, invalid-request",
        "*, invalid-request",
        "arn:aws:iam::851725421142:root, invalid-request",
        "arn:aws:iam::851725421142:user/confluent, invalid-request",
        "arn:aws:sts::851725421142:assumed-role/cspi/session, invalid-request",
        "851725421142, invalid-request",
        "AROAEXAMPLEEXAMPLE, invalid-request",
        "arn:aws-cn:iam::851725421142:role/cspi-42o61, invalid-request",
        "arn:aws:iam::123456789012:role/anybody, principal-not-allowed",
    })
    void refusesAndRemembersAPrincipalThatCannotBeConfluents(String principal, String code) {
        String name = "p" + Integer.toHexString(principal.hashCode());

        Answer refused = confluent.deliver("msg_" + UUID.randomUUID(), document(name, principal, EXTERNAL_ID));

        assertThat(refused.status()).isIn(400, 403);
        assertThat(deliveries(operator, name)).singleElement().satisfies(it -> {
            assertThat(it.at("/outcome").asString()).isEqualTo("REFUSED");
            assertThat(it.at("/code").asString()).isEqualTo(code);
            assertThat(it.at("/reason").asString()).isNotBlank();
        });
    }

    @Test
    void nobodyInAnAccountOfOursIsConfluentWhereverTheRoleIs() {
        awaiting("inours");
        String elsewhere = document("elsewhere", "arn:aws:iam::123456789012:role/anybody", EXTERNAL_ID)
                .replace("::123456789012:role/elsewhere", "::210987654321:role/elsewhere");

        assertThat(confluent.deliver("msg_" + UUID.randomUUID(), elsewhere).at("/code"))
                .isEqualTo("principal-not-allowed");
    }

    @Test
    void theOperatorSeesARefusedCallbackForANameThatCannotExist() {
        String id = "msg_" + UUID.randomUUID();

        confluent.deliver(id, document("Shouted", PRINCIPAL, EXTERNAL_ID));

        assertThat(operator.get(DELIVERIES).json().path("items").valueStream())
                .anySatisfy(it -> assertThat(it.at("/id").asString()).isEqualTo(id));
        assertThat(devTeam.get(DELIVERIES).text()).doesNotContain(id);
    }

    @Test
    void aRefusedMessageThatIsDeliveredAgainAndAgainWritesFewLines() {
        String id = "msg_" + UUID.randomUUID();
        String body = document("insistent", PRINCIPAL, EXTERNAL_ID);

        for (int i = 0; i < 30; i++) {
            assertThat(confluent.deliver(id, body).status()).isEqualTo(404);
        }

        assertThat(deliveries(operator, "insistent"))
                .singleElement()
                .satisfies(it -> assertThat(it.at("/times").asInt()).isEqualTo(30));
        assertThat(operator.get("/events?type=CALLBACK_REFUSED&limit=200")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(it -> it.at("/details/webhookId").asString().equals(id)))
                .hasSizeBetween(1, 21);
    }

    @Test
    void whatNobodyHasSignedLeavesNoTrace() {
        String body = document("nosignature", PRINCIPAL, EXTERNAL_ID);
        long now = Instant.now().getEpochSecond();

        operator.send("POST", PATH, body, headers("msg_1", now, ""));
        operator.send("POST", PATH, body, headers("msg_1", now, "v1,bm90IHRoaXMgb25l"));
        confluent.deliver("msg_1", now - 400, body, SECRET);

        assertThat(deliveries(operator, "nosignature")).isEmpty();
    }

    @Test
    void whatWasSignedEarlierChangesNothingOnceALaterOneWasTakenIn() {
        awaiting("reordered");
        long now = Instant.now().getEpochSecond();
        String earlier = document("reordered", PRINCIPAL, EXTERNAL_ID);
        String later = document("reordered", NEW_PRINCIPAL, EXTERNAL_ID);

        confluent.deliver("msg_later", now, later, SECRET);
        operator.awaitState("reordered", "ACTIVE");
        Answer late = confluent.deliver("msg_earlier", now - 30, earlier, SECRET);
        Answer lateAgain = confluent.deliver("msg_earlier", now + 30, earlier, SECRET);

        assertThat(List.of(late.status(), lateAgain.status())).containsOnly(202);
        assertThat(operator.get("/environments/reordered").at("/integration/iamRoleArn"))
                .isEqualTo(NEW_PRINCIPAL);
        assertThat(deliveries(operator, "reordered"))
                .extracting(it -> it.at("/outcome").asString())
                .containsExactly("DUPLICATE", "SUPERSEDED", "ACCEPTED");
    }

    @Test
    void aDeliveryWhosePartsChangedPlacesIsNotSigned() {
        awaiting("swapped");
        long now = Instant.now().getEpochSecond();
        String body = document("swapped", PRINCIPAL, EXTERNAL_ID);
        String number = Long.toString(now);

        // "id.timestamp.body": with id and time exchanged, and with a piece of the body as the time.
        List<Answer> refused = List.of(
                operator.send("POST", PATH, body, headers(number, now + 1, signature(number, now, body, SECRET))),
                operator.send("POST", PATH, "x." + body, headers("msg_1", now, signature("msg_1", now, body, SECRET))),
                operator.send(
                        "POST",
                        PATH,
                        body,
                        headers("msg_1." + now, now, signature("msg_1", now, now + "." + body, SECRET))));

        assertThat(refused).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401));
        assertThat(operator.get("/environments/swapped").at("/state")).isEqualTo("AWAITING_INTEGRATION");
    }

    @Test
    void showsEveryoneWhatIsOfHisEnvironmentsAndWhatIsOfNoneToWhoSeesAll() {
        String nothing = "msg_nothing" + UUID.randomUUID();
        confluent.deliver(nothing, "{}");
        confluent.callBack("dev-delivered");
        confluent.callBack("prod-delivered");

        assertThat(devTeam.get(DELIVERIES + "?limit=200").text())
                .contains("dev-delivered")
                .doesNotContain("prod-delivered", nothing);
        assertThat(jwt("x", "environments:read", "prod-*")
                        .get(DELIVERIES + "?limit=200")
                        .text())
                .contains("prod-delivered")
                .doesNotContain("dev-delivered", nothing);
        assertThat(jwt("x", "environments:read", null).get(DELIVERIES).json().path("items"))
                .isEmpty();
        assertThat(operator.get(DELIVERIES + "?limit=200").text()).contains("dev-delivered", "prod-delivered", nothing);
    }

    @Test
    void pagesAndFilters() {
        for (int i = 0; i < 3; i++) {
            confluent.callBack("paged-" + i);
        }

        Answer first = operator.get(DELIVERIES + "?limit=2&outcome=REFUSED");
        Answer second = operator.get(DELIVERIES + "?limit=2&outcome=REFUSED&after=" + first.at("/next"));

        assertThat(first.at("/items/0/environment")).isEqualTo("paged-2");
        assertThat(first.at("/items/1/environment")).isEqualTo("paged-1");
        assertThat(second.at("/items/0/environment")).isEqualTo("paged-0");
        assertThat(operator.get(DELIVERIES + "?outcome=NONE").status()).isEqualTo(400);
        assertThat(operator.get(DELIVERIES + "?outcome=ACCEPTED").text()).doesNotContain("paged-");
    }

    @Test
    void forgetsWhatIsThirtyDaysOldAndNothingThatIsYounger() {
        awaiting("forgotten");
        confluent.deliver("msg_old", document("forgotten", PRINCIPAL, EXTERNAL_ID));
        confluent.deliver("msg_young", document("forgotten", PRINCIPAL, EXTERNAL_ID));
        age("msg_old", 31);
        age("msg_young", 29);

        node().bean(WebhookDeliveryLog.class).removeOld();

        assertThat(deliveries(operator, "forgotten"))
                .extracting(it -> it.at("/id").asString())
                .containsExactly("msg_young");
    }

    private static void age(String id, int days) {
        database()
                .client()
                .sql("update webhook_delivery set last_received_at = now() - make_interval(days => ?) where"
                        + " webhook_id = ?")
                .param(days)
                .param(id)
                .update();
    }

    private void awaiting(String name) {
        operator.post("/environments", "{\"name\":\"" + name + "\"}");
        operator.awaitState(name, "AWAITING_INTEGRATION");
    }

    private static List<JsonNode> deliveries(ApiClient caller, String... environments) {
        return caller.get(DELIVERIES + "?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(it ->
                        List.of(environments).contains(it.path("environment").asString("")))
                .toList();
    }
}
