package io.tableflow.iam.simulation;

import io.tableflow.iam.simulation.History.Action;
import io.tableflow.iam.simulation.History.Script;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Plays one environment's script: repeats each request until it is answered, and records what the answers promise. */
final class EnvironmentActor {

    private static final Set<String> UNDER_WAY = Set.of("PROVISIONING", "UPDATING_TRUST", "UPDATING", "DELETING");
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(4);

    private final Script script;
    private final Cluster cluster;
    private final ForeignActor foreignActor;
    private final Expectation expectation = new Expectation();
    private int principals = 1;
    private @Nullable String lastMessage;
    private Expectation.@Nullable Callback lastTold;

    EnvironmentActor(Script script, Cluster cluster, ForeignActor foreignActor) {
        this.script = script;
        this.cluster = cluster;
        this.foreignActor = foreignActor;
    }

    /** Before the first act. */
    void enter() {
        if (script.foreignRoleExists()) {
            foreignActor.createRole(script.environment());
        }
    }

    void play() {
        script.acts().forEach(this::play);
    }

    private void play(Action act) {
        switch (act) {
            case CREATE -> create("{\"name\":\"%s\"}");
            case CREATE_WITH_ANOTHER_SPEC -> create("{\"name\":\"%s\",\"maxSessionDurationSeconds\":7200}");
            case CALL_BACK -> callBack("msg_" + UUID.randomUUID(), told());
            case CALL_BACK_AGAIN -> callBackAgain();
            case CALL_BACK_FOR_ANOTHER_PRINCIPAL -> {
                principals++;
                callBack("msg_" + UUID.randomUUID(), told());
            }
            case DELETE -> delete();
            case RETRY -> retry();
            case WAIT -> letTimePass();
            case ATTACH_FOREIGN_POLICY -> foreignActor.attaches(script.environment());
        }
    }

    private void create(String spec) {
        Instant since = Instant.now();
        String key = UUID.randomUUID().toString();
        String body = spec.formatted(script.environment());
        Answer answer = ask(
                client -> client.send("POST", "/environments", body, Map.of("Idempotency-Key", key)),
                new AtomicInteger());
        expectation.created(body, answer.status(), since);
    }

    private Expectation.Callback told() {
        return new Expectation.Callback(
                principals,
                "arn:aws:iam::851725421142:role/cspi-%s-%d".formatted(script.environment(), principals),
                "external-%s-%d".formatted(script.environment(), principals),
                expectation.life(),
                Instant.now());
    }

    private void callBackAgain() {
        if (lastMessage != null && lastTold != null) {
            callBack(
                    lastMessage,
                    new Expectation.Callback(
                            lastTold.number(),
                            lastTold.principal(),
                            lastTold.externalId(),
                            expectation.life(),
                            Instant.now()));
        }
    }

    private void callBack(String message, Expectation.Callback told) {
        lastMessage = message;
        lastTold = told;
        String body = ConfluentPipeline.document(script.environment(), told.principal(), told.externalId());
        Answer answer = ask(client -> new ConfluentPipeline(client).deliver(message, body), new AtomicInteger());
        expectation.calledBack(message, told, answer.status());
    }

    private void delete() {
        AtomicInteger tries = new AtomicInteger();
        Answer answer = ask(client -> client.delete("/environments/" + script.environment()), tries);
        expectation.deleted(answer.status(), tries.get() > 1);
    }

    private void retry() {
        Answer answer =
                ask(client -> client.post("/environments/" + script.environment() + "/retry", ""), new AtomicInteger());
        expectation.retried(answer.status());
    }

    /** Until the environment is at rest, but two seconds at most, after which the next act meets a running workflow. */
    private void letTimePass() {
        Instant end = Instant.now().plusSeconds(2);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Instant.now().isAfter(end) || !UNDER_WAY.contains(get().at("/state")));
    }

    private Answer get() {
        return ask(client -> client.get("/environments/" + script.environment()), new AtomicInteger());
    }

    /** Repeats a request, to any node, until the answer is a success or a refusal, as a client does. */
    private Answer ask(Function<ApiClient, Answer> request, AtomicInteger tries) {
        return Awaitility.await("an answer about " + script.environment())
                .atMost(ANSWER_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> {
                            tries.incrementAndGet();
                            return request.apply(cluster.client());
                        },
                        answer -> answer.status() < 500 && !answer.at("/code").equals("idempotency-key-in-flight"));
    }

    /** No more faults and foreign changes: waits until everything is at rest, with a retry if it is FAILED. */
    void settle() {
        foreignActor.leaves(script.environment());
        Awaitility.await(script.environment() + " settling")
                .atMost(SETTLE_TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .until(this::isSettled);
    }

    private boolean isSettled() {
        Answer now = get();
        if (now.status() == 404) {
            expectation.gone();
            return true;
        }
        boolean hasFailed = now.at("/state").equals("FAILED");
        if (hasFailed && (!script.foreignRoleExists() || !expectation.stands())) {
            retry();
        }
        return now.at("/state").equals(expectedState());
    }

    private String expectedState() {
        if (!expectation.stands()) {
            return "gone";
        }
        if (script.foreignRoleExists()) {
            return "FAILED";
        }
        return expectation.integration() == null ? "AWAITING_INTEGRATION" : "ACTIVE";
    }

    Script script() {
        return script;
    }

    String environment() {
        return script.environment();
    }

    Expectation expectation() {
        return expectation;
    }
}
