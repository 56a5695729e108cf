package io.tableflow.iam.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.NotificationReceiver;
import io.tableflow.iam.testing.NotificationReceiver.Message;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Endpoints are told of the audit trail: at least once, in the order of each environment, and whatever happens to them. */
class NotificationsTest {

    private static final String PREVIOUS_SECRET = "whsec_dGhlLXNlY3JldC1iZWZvcmUtb2YtMzItYnl0ZXMtaW4tYWxs";

    /** Each test has an endpoint of its own, which is told of one type of events that no other test publishes. */
    private static final Map<String, AuditEventType> ENDPOINTS = Map.of(
            "quick", AuditEventType.ACTIVATED,
            "down", AuditEventType.ABANDONED,
            "gone", AuditEventType.ADOPTED,
            "elsewhere", AuditEventType.RELEASED,
            "stubborn", AuditEventType.FOREIGN_DETACHED,
            "again", AuditEventType.TAGS_RESTORED,
            "busy", AuditEventType.ROLE_RECREATED,
            "hopeless", AuditEventType.INTEGRATION_LEFT,
            "watched", AuditEventType.REPAIRED);

    private static LocalAws aws;
    private static TestDatabase database;
    private static Node node;
    private static ApiClient operator;
    private static final Map<String, NotificationReceiver> RECEIVERS = new HashMap<>();

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        database = TestDatabase.create();
        List<String> settings = new ArrayList<>(List.of(SettableTime.NO_HEARTBEATS));
        int nth = 0;
        for (String name : ENDPOINTS.keySet()) {
            NotificationReceiver receiver = NotificationReceiver.start();
            RECEIVERS.put(name, receiver);
            settings.addAll(receiver.settings(
                    nth, name, "events[0]=" + ENDPOINTS.get(name), "previous-secret=" + PREVIOUS_SECRET));
            nth++;
        }
        String last = "tableflow.notifications[" + nth + "].";
        settings.addAll(List.of(
                last + "url=https://127.0.0.1:1/secret-of-the-path?token=secret-of-the-query",
                last + "secret=" + NotificationReceiver.SECRET,
                last + "events[0]=DRIFT_CONTESTED"));
        node = Node.start(
                database, aws, List.of(SettableTime.class, EventPublisher.class), settings.toArray(String[]::new));
        operator = new ApiClient(node.uri());
        awaitAsTimePasses(
                "every endpoint has begun",
                () -> database.client()
                                .sql("select count(*) from notification_endpoint")
                                .query(Integer.class)
                                .single()
                        == ENDPOINTS.size() + 1);
    }

    @AfterAll
    static void stop() {
        node.close();
        RECEIVERS.values().forEach(NotificationReceiver::close);
        aws.close();
    }

    @Test
    void anEventIsPostedAsASignedCloudEventWithTheSameDataAsInTheApi() {
        NotificationReceiver receiver = receiverOf("quick");
        publish("quick", "quick-1");

        awaitAsTimePasses(
                "it is told of it",
                () -> receiver.accepted().stream()
                        .anyMatch(it -> it.environment().equals("quick-1")));
        Message message = receiver.accepted().stream()
                .filter(it -> it.environment().equals("quick-1"))
                .findFirst()
                .orElseThrow();

        JsonNode event = operator.get("/environments/quick-1/events?type=ACTIVATED")
                .json()
                .at("/items/0");
        assertThat(message.json().path("data")).isEqualTo(event);
        assertThat(message.json().path("specversion").asString()).isEqualTo("1.0");
        assertThat(message.json().path("id").asString())
                .isEqualTo(event.path("id").asString());
        assertThat(message.json().path("type").asString()).isEqualTo("io.tableflow.iam.activated");
        assertThat(message.json().path("source").asString()).matches("urn:uuid:[0-9a-f-]{36}");
        assertThat(message.json().path("subject").asString()).isEqualTo("quick-1");
        assertThat(message.json().path("time")).isEqualTo(event.path("at"));
        assertThat(message.header("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(message.header("webhook-id"))
                .matches("msg_[0-9a-f]{32}_" + event.path("id").asString());
        assertThat(message.isSignedBy(NotificationReceiver.SECRET)).isTrue();
        assertThat(message.isSignedBy(PREVIOUS_SECRET)).isTrue();
        assertThat(endpoint("quick").path("state").asString()).isEqualTo("DELIVERING");
    }

    @Test
    void anEndpointThatIsDownForAnHourIsToldOfEverythingInOrderAfterwards() {
        NotificationReceiver receiver = receiverOf("down");
        receiver.answer(503);
        for (int round = 0; round < 3; round++) {
            publish("down", "down-1", "down-2", "down-3");
        }
        awaitAsTimePasses("a first attempt", () -> !receiver.attempts().isEmpty());
        for (int minute = 0; minute < 60; minute += 5) {
            node.bean(SettableClock.class).pass(Duration.ofMinutes(5));
            awaitRunOf("down");
        }
        int whileDown = receiver.attempts().size();
        assertThat(whileDown).as("attempts in an hour").isBetween(5, 25);
        assertThat(endpoint("down").path("state").asString()).isEqualTo("FAILING");
        assertThat(endpoint("down").path("lastFailure").asString()).isEqualTo("The endpoint answered 503.");

        receiver.answer(200);
        node.bean(SettableClock.class).pass(Duration.ofMinutes(15));

        awaitAccepted("down", 9);
        for (String environment : List.of("down-1", "down-2", "down-3")) {
            assertThat(idsOf(receiver.accepted(), environment))
                    .hasSize(3)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        JsonNode endpoint = endpoint("down");
        assertThat(endpoint.path("state").asString()).isEqualTo("DELIVERING");
        assertThat(endpoint.path("blockedCount").asInt()).isZero();
    }

    @Test
    void oneEventThatFailsDelaysItsOwnEnvironmentAndNoOther() {
        NotificationReceiver receiver = receiverOf("stubborn");
        receiver.answer(
                message -> NotificationReceiver.Answer.of(message.environment().equals("stuck") ? 400 : 204));
        publish("stubborn", "stuck", "free-1", "stuck", "free-2", "stuck", "free-1");

        awaitAccepted("stubborn", 3);

        assertThat(receiver.accepted()).extracting(Message::environment).containsExactly("free-1", "free-2", "free-1");
        assertThat(Set.copyOf(idsOf(receiver.attempts(), "stuck")))
                .as("of three events the later two wait")
                .hasSize(1);
        JsonNode blocked = endpoint("stubborn").at("/blocked/0");
        assertThat(blocked.path("environment").asString()).isEqualTo("stuck");
        assertThat(blocked.path("lastFailure").asString()).isEqualTo("The endpoint answered 400.");

        receiver.answer(204);
        awaitAccepted("stubborn", 6);

        assertThat(idsOf(receiver.accepted(), "stuck")).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEndpointThatAnswers410IsDisabledUntilAnOperatorEnablesIt() {
        NotificationReceiver receiver = receiverOf("gone");
        receiver.answer(410);
        publish("gone", "gone-1", "gone-2");
        awaitAsTimePasses(
                "it is disabled",
                () -> endpoint("gone").path("state").asString().equals("DISABLED"));
        node.bean(SettableClock.class).pass(Duration.ofDays(1));
        assertThat(receiver.attempts()).hasSize(1);
        assertThat(trail("NOTIFICATION_DISABLED", "gone")).hasSize(1);

        receiver.answer(204);
        Answer enabled = operator.post("/notifications/gone/enable", "");

        assertThat(enabled.status()).isEqualTo(202);
        awaitAccepted("gone", 2);
        assertThat(trail("NOTIFICATION_ENABLED", "gone")).hasSize(1);
        assertThat(endpoint("gone").path("disabledAt").isNull()).isTrue();
    }

    @Test
    void redirectsAreRefusedAndNotFollowed() {
        NotificationReceiver receiver = receiverOf("elsewhere");
        NotificationReceiver target = NotificationReceiver.start();
        receiver.answer(message -> new NotificationReceiver.Answer(307, Map.of("Location", target.url())));
        publish("elsewhere", "moved");

        awaitAsTimePasses(
                "an attempt", () -> endpoint("elsewhere").path("blockedCount").asInt() == 1);

        assertThat(endpoint("elsewhere").path("lastFailure").asString())
                .isEqualTo("The endpoint answered 307, and redirects are not followed.");
        assertThat(target.attempts()).isEmpty();
        target.close();
    }

    @Test
    void anAddressThatIsNotPublicIsNotConnectedToAndTheUrlIsShownWithoutItsQuery() {
        JsonNode unnamed = endpoints().stream()
                .filter(it -> it.path("name").asString().startsWith("endpoint-"))
                .findFirst()
                .orElseThrow();

        Answer tested = operator.post("/notifications/" + unnamed.path("name").asString() + "/test", "");

        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.at("/outcome")).isEqualTo("FORBIDDEN");
        assertThat(unnamed.path("url").asString()).isEqualTo("https://127.0.0.1:1/secret-of-the-path");
        assertThat(operator.get("/notifications").text()).doesNotContain("secret-of-the-query", "whsec_");
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        NotificationReceiver receiver = receiverOf("busy");
        receiver.answer(message -> new NotificationReceiver.Answer(429, Map.of("Retry-After", "1800")));
        publish("busy", "busy-1", "busy-2");
        awaitAsTimePasses(
                "an attempt", () -> endpoint("busy").path("state").asString().equals("FAILING"));

        node.bean(SettableClock.class).pass(Duration.ofMinutes(20));
        receiver.answer(204);
        publish("busy", "busy-3");
        awaitRunOf("busy");
        assertThat(receiver.attempts()).hasSize(1);

        node.bean(SettableClock.class).pass(Duration.ofMinutes(11));
        awaitAccepted("busy", 3);
    }

    @Test
    void eventsAreDeliveredAgainFromAnIdOrAMomentWithTheIdsThatTheyHad() {
        NotificationReceiver receiver = receiverOf("again");
        publish("again", "again-1", "again-2", "again-3");
        List<Message> first = awaitAccepted("again", 3);
        String second = first.get(1).json().path("id").asString();

        assertThat(operator.post("/notifications/again/replay?from=" + second, "")
                        .status())
                .isEqualTo(202);

        List<Message> all = awaitAccepted("again", 5);
        assertThat(all.subList(3, 5))
                .extracting(it -> it.header("webhook-id"))
                .containsExactly(first.get(1).header("webhook-id"), first.get(2).header("webhook-id"));
        String moment = first.getFirst().json().path("time").asString();
        assertThat(operator.post("/notifications/again/replay?since=" + moment, "")
                        .status())
                .isEqualTo(202);
        awaitAccepted("again", 8);
        assertThat(trail("NOTIFICATION_REPLAYED", "again")).hasSize(2);
        assertThat(operator.post("/notifications/again/replay", "").status()).isEqualTo(400);
        assertThat(operator.post("/notifications/nobody/replay?from=1", "").status())
                .isEqualTo(404);
        assertThat(receiver.attempts()).hasSize(8);
    }

    @Test
    void anEventThatAloneFailsForFiveDaysIsSkippedAndAnEndpointThatFailsForFiveDaysIsDisabled() {
        NotificationReceiver receiver = receiverOf("hopeless");
        receiver.answer(
                message -> NotificationReceiver.Answer.of(message.environment().equals("poison") ? 422 : 204));
        publish("hopeless", "poison", "healthy-1");
        awaitAccepted("hopeless", 1);
        for (int day = 0; day < 6; day++) {
            node.bean(SettableClock.class).pass(Duration.ofDays(1));
            publish("hopeless", "healthy-" + day);
            awaitAccepted("hopeless", day + 2);
        }

        awaitAsTimePasses(
                "it is skipped", () -> endpoint("hopeless").path("blockedCount").asInt() == 0);
        assertThat(trail("NOTIFICATION_SKIPPED", "hopeless")).hasSize(1);

        receiver.answer(500);
        publish("hopeless", "healthy-7");
        awaitAsTimePasses(
                "it fails", () -> endpoint("hopeless").path("state").asString().equals("FAILING"));
        for (int day = 0; day < 6; day++) {
            node.bean(SettableClock.class).pass(Duration.ofDays(1));
            awaitRunOf("hopeless");
        }
        awaitAsTimePasses(
                "it is disabled",
                () -> endpoint("hopeless").path("state").asString().equals("DISABLED"));
        assertThat(endpoint("hopeless").path("disabledReason").asString())
                .isEqualTo("Nothing was delivered for five days. The endpoint answered 500.");
    }

    @Test
    void aTestMessageIsSentAtOnceAndChangesNothing() {
        NotificationReceiver receiver = receiverOf("quick");
        receiver.answer(204);

        Answer tested = operator.post("/notifications/quick/test", "");

        assertThat(tested.at("/outcome")).isEqualTo("DELIVERED");
        assertThat(tested.at("/status")).isEqualTo("204");
        assertThat(receiver.attempts())
                .filteredOn(it -> it.json().path("type").asString().equals("io.tableflow.iam.test"))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.isSignedBy(NotificationReceiver.SECRET)).isTrue());
        assertThat(trail("NOTIFICATION_TESTED", "quick")).hasSize(1);
    }

    @Test
    void theConsoleShowsHowFarEachIsAndTestsEnablesAndReplays() {
        NotificationReceiver receiver = receiverOf("watched");
        receiver.answer(410);
        publish("watched", "watched-1");
        awaitAsTimePasses(
                "it is disabled",
                () -> endpoint("watched").path("state").asString().equals("DISABLED"));
        ConsoleClient console = new ConsoleClient(node.uri()).signIn("local-operator");
        String page = "/console/notifications";
        String card = "section[aria-labelledby=endpoint-watched]";
        assertThat(console.get(page).text(card)).contains("DISABLED", "410", "REPAIRED");
        assertThat(console.get(page).text()).doesNotContain("secret-of-the-query", "whsec_");

        receiver.answer(204);
        String test = page + "/watched/test";
        Map<String, String> form = console.form(page, test, Map.of());
        Page tested = console.post(test, form);
        assertThat(console.post(test, form).location()).isEqualTo(tested.location());
        assertThat(console.get(tested.location()).text("section[aria-label=Test]"))
                .contains("Test of watched", "answered 204");
        assertThat(trail("NOTIFICATION_TESTED", "watched")).as("sent twice").hasSize(1);

        assertThat(console.submit(page, page + "/watched/enable", Map.of()).location())
                .isEqualTo(page);
        awaitAccepted("watched", 2);
        assertThat(console.get(page).text(card)).contains("DELIVERING");

        String replay = page + "/watched/replay";
        assertThat(console.submit(page, replay, Map.of("from", "1", "since", "2026-01-01T00:00"))
                        .status())
                .isEqualTo(400);
        Page wrong = console.submit(page, replay, Map.of("from", "", "since", "yesterday"));
        assertThat(wrong.text("[role=alert]")).contains("since", "2026-03-02T12:00");
        assertThat(console.submit(page, replay, Map.of("from", "1", "since", ""))
                        .location())
                .isEqualTo(page);
        awaitAccepted("watched", 3);
    }

    /** Publishes one event of the endpoint's type for each of the environments, in that order. */
    private static void publish(String endpoint, String... environments) {
        for (String environment : environments) {
            node.bean(EventPublisher.class).publish(Objects.requireNonNull(ENDPOINTS.get(endpoint)), environment);
        }
    }

    private static List<Message> awaitAccepted(String endpoint, int count) {
        awaitAsTimePasses(
                endpoint + " has accepted " + count,
                () -> receiverOf(endpoint).accepted().size() >= count);
        return receiverOf(endpoint).accepted();
    }

    private static NotificationReceiver receiverOf(String endpoint) {
        return Objects.requireNonNull(RECEIVERS.get(endpoint));
    }

    private static List<Long> idsOf(List<Message> messages, String environment) {
        return messages.stream()
                .filter(it -> it.environment().equals(environment))
                .map(it -> it.json().path("id").asLong())
                .toList();
    }

    private static JsonNode endpoint(String name) {
        return endpoints().stream()
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> endpoints() {
        JsonNode items = operator.get("/notifications").json().path("items");
        return IntStream.range(0, items.size()).mapToObj(items::get).toList();
    }

    /** Waits until the endpoint's job has been run from its beginning to its end, at the present time. */
    private static void awaitRunOf(String endpoint) {
        for (int run = 0; run < 2; run++) {
            String before = lastRunOf(endpoint);
            awaitAsTimePasses("a run of " + endpoint, () -> !lastRunOf(endpoint).equals(before));
        }
    }

    private static String lastRunOf(String endpoint) {
        return database.client()
                .sql("select coalesce(last_success::text, '') from scheduled_tasks where task_name = ?")
                .param("notification-" + endpoint)
                .query(String.class)
                .single();
    }

    private static List<String> trail(String type, String endpoint) {
        return database.client()
                .sql("select details::text from audit_event where type = ? and details ->> 'endpoint' = ?")
                .param(type)
                .param(endpoint)
                .query((row, nth) -> row.getString(1))
                .list();
    }

    private static void awaitAsTimePasses(String what, Callable<Boolean> condition) {
        node.awaitAsTimePasses(what, condition);
    }
}
