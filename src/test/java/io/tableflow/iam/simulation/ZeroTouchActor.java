package io.tableflow.iam.simulation;

import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.simulation.ZeroTouchExpectation.Spec;
import io.tableflow.iam.simulation.ZeroTouchHistory.Action;
import io.tableflow.iam.simulation.ZeroTouchHistory.Script;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Plays one environment's script at the service and at Confluent: repeats each request until it is answered. */
final class ZeroTouchActor implements Actor {

    /** The Confluent environment of all of them. */
    static final String CONFLUENT_ENVIRONMENT = "env-sim01";

    private static final Set<String> UNDER_WAY = Set.of("PROVISIONING", "UPDATING_TRUST", "UPDATING", "DELETING");
    private static final Set<String> AT_REST = Set.of("ACTIVE", "AWAITING_INTEGRATION");
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final Duration UNTIL_REMADE = Duration.ofSeconds(10);
    private static final String TOPIC = "crn://confluent.cloud/organization=o/tableflow-topic=orders";

    private final Script script;
    private final Cluster cluster;
    private final LocalConfluent confluent;
    private final IamClient iam;
    private final States states;
    private final Random random;
    private final ZeroTouchExpectation expectation = new ZeroTouchExpectation();
    private volatile boolean hasRemoved;
    private Instant notAtRestSince = Instant.MAX;

    ZeroTouchActor(
            Script script, long seed, Cluster cluster, LocalConfluent confluent, AwsUser ourselves, States states) {
        this.script = script;
        this.cluster = cluster;
        this.confluent = confluent;
        this.iam = ourselves.iam();
        this.states = states;
        this.random = new Random(seed ^ script.environment().hashCode());
    }

    void play() {
        script.acts().forEach(this::play);
    }

    private void play(Action act) {
        Spec spec = expectation.spec();
        switch (act) {
            case CREATE -> create();
            case CHANGE_SPEC -> change(new Spec(spec.maxSessionSeconds() == 3600 ? 7200 : 3600, spec.asks()));
            case NO_LONGER_ASK -> change(new Spec(spec.maxSessionSeconds(), false));
            case ASK_ANEW -> change(new Spec(spec.maxSessionSeconds(), true));
            case WITHDRAW_INTEGRATION ->
                expectation.withdrawn(ask(client -> client.delete(path() + "/integration"), new AtomicInteger())
                        .status());
            case DELETE -> delete("");
            case FORCE_DELETION -> delete("?force=true");
            case ABANDON -> abandon();
            case RETRY -> retry("retry");
            case RECONCILE -> retry("reconcile");
            case WAIT -> letTimePass(SHORT);
            case REMOVE_AT_CONFLUENT -> removeAtConfluent();
            case MAKE_ANEW_AT_CONFLUENT -> {
                if (expectation.stands()) {
                    removeAtConfluent();
                    makeByHand();
                }
            }
            case USE_AT_CONFLUENT -> integration().ifPresent(it -> confluent.use(it.id(), TOPIC));
            case DISABLE_AT_CONFLUENT -> disable();
        }
    }

    private void create() {
        String key = UUID.randomUUID().toString();
        String body = Spec.FIRST.json(environment(), CONFLUENT_ENVIRONMENT);
        Answer answer = ask(
                client -> client.send("POST", "/environments", body, Map.of("Idempotency-Key", key)),
                new AtomicInteger());
        expectation.created(Spec.FIRST, answer.status());
        if (random.nextInt(3) > 0) {
            letTimePass(LONG);
        }
    }

    private void change(Spec spec) {
        Answer answer =
                ask(client -> client.put(path(), spec.json(environment(), CONFLUENT_ENVIRONMENT)), new AtomicInteger());
        expectation.changed(spec, answer.status());
    }

    private void delete(String how) {
        AtomicInteger tries = new AtomicInteger();
        Answer answer = ask(client -> client.delete(path() + how), tries);
        expectation.deleted(answer.status(), tries.get() > 1, how.contains("force"), how.contains("abandon"));
    }

    /** What an abandoned environment leaves in IAM is deleted by hand, so that a next life has nothing in its way. */
    private void abandon() {
        delete("?abandon=true");
        if (expectation.isLeaving()) {
            Awaitility.await(environment() + " being let go")
                    .atMost(ANSWER_TIMEOUT)
                    .until(() -> states.of(environment()).equals(States.GONE));
            expectation.gone();
            deleteInIam();
        }
    }

    private void deleteInIam() {
        Stream.of("-confluent-tableflow-s3-permission", "-confluent-tableflow-connection")
                .map(suffix -> "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + environment() + suffix)
                .forEach(arn -> {
                    byHand(() ->
                            iam.detachRolePolicy(it -> it.roleName(roleName()).policyArn(arn)));
                    byHand(() -> iam.listPolicyVersions(it -> it.policyArn(arn)).versions().stream()
                            .filter(version -> !version.isDefaultVersion())
                            .forEach(version -> iam.deletePolicyVersion(
                                    it -> it.policyArn(arn).versionId(version.versionId()))));
                    byHand(() -> iam.deletePolicy(it -> it.policyArn(arn)));
                });
        byHand(() -> iam.deleteRole(it -> it.roleName(roleName())));
    }

    private static void byHand(Runnable call) {
        Awaitility.await("a call by hand")
                .atMost(ANSWER_TIMEOUT)
                .ignoreExceptionsInstanceOf(SdkException.class)
                .until(() -> {
                    try {
                        call.run();
                    } catch (NoSuchEntityException goneAlready) {
                        return true;
                    }
                    return true;
                });
    }

    private void retry(String how) {
        expectation.retried(ask(client -> client.post(path() + "/" + how, ""), new AtomicInteger())
                .status());
    }

    private void removeAtConfluent() {
        integration().ifPresent(it -> {
            hasRemoved = true;
            expectation.removed();
            confluent.remove(it.id());
            if (random.nextBoolean()) {
                awaitLooks();
            }
        });
    }

    /** Until Confluent has been looked at once or twice. */
    private void awaitLooks() {
        int looks = looks();
        int more = 1 + random.nextInt(2);
        Instant end = Instant.now().plus(LONG);
        Awaitility.await()
                .atMost(ANSWER_TIMEOUT)
                .until(() -> looks() >= looks + more || Instant.now().isAfter(end));
    }

    private int looks() {
        return confluent
                .calls(Operation.LIST_INTEGRATIONS, CONFLUENT_ENVIRONMENT)
                .size();
    }

    private void makeByHand() {
        try {
            expectation.madeByHand(
                    confluent.create(CONFLUENT_ENVIRONMENT, role()).id());
        } catch (RuntimeException theServiceWasFaster) {
            if (integration().isEmpty()) {
                throw theServiceWasFaster;
            }
        }
    }

    /** Nothing uses it any more. */
    void disable() {
        integration().ifPresent(it -> confluent.use(it.id()));
    }

    /** Until the environment is at rest, but so long at most, after which the next act meets a running workflow. */
    private void letTimePass(Duration most) {
        Instant end = Instant.now().plus(most);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(ANSWER_TIMEOUT)
                .until(() -> Instant.now().isAfter(end) || !isUnderWay());
    }

    private boolean isUnderWay() {
        String state = states.of(environment());
        return UNDER_WAY.contains(state) || (state.equals(States.GONE) && expectation.stands());
    }

    private Answer ask(Function<ApiClient, Answer> request, AtomicInteger tries) {
        return RepeatedRequest.send(cluster, script.environment(), request, tries);
    }

    /** No more faults: goes on with what has failed, until everything is at rest as it is to be. */
    @Override
    public boolean settle() {
        String state = states.of(environment());
        if (state.equals(States.GONE)) {
            expectation.gone();
            return true;
        }
        if (AT_REST.contains(state) && !expectation.isLeaving()) {
            notAtRestSince = Instant.MAX;
            return true;
        }
        disable();
        if (expectation.stands() && state.equals("FAILED") && expectation.wasAbandoned()) {
            return true;
        }
        if (state.equals("FAILED")) {
            if (expectation.stands()) {
                retry("retry");
            } else {
                delete(random.nextInt(3) == 0 ? "?force=true" : "");
            }
        }
        if (notAtRestSince.equals(Instant.MAX)) {
            notAtRestSince = Instant.now();
        } else if (expectation.stands()
                && integration().isEmpty()
                && Instant.now().isAfter(notAtRestSince.plus(UNTIL_REMADE))) {
            // Its trust is to name a principal that is gone: only another integration helps.
            makeByHand();
        }
        return false;
    }

    /** Everything is to be deleted in the end; some of it while it is in use. */
    void leave() {
        notAtRestSince = Instant.MAX;
        if (expectation.stands()) {
            if (random.nextInt(3) == 0) {
                integration().ifPresent(it -> confluent.use(it.id(), TOPIC));
                delete("?force=true");
            } else {
                delete("");
            }
        }
    }

    /** Somebody reads the list of what is left, and does what it says. */
    void cleanUp() {
        integration().ifPresent(it -> confluent.remove(it.id()));
    }

    /** The one that Confluent has for the role now. */
    Optional<LocalIntegration> integration() {
        return confluent.integrationsOf(roleName()).stream().findFirst();
    }

    /** Whether somebody has deleted an integration of the role at Confluent, and its principal with it. */
    boolean hasRemoved() {
        return hasRemoved;
    }

    @Override
    public String environment() {
        return script.environment();
    }

    String roleName() {
        return environment() + "-confluent-role";
    }

    private String role() {
        return "arn:aws:iam::" + Node.ACCOUNT + ":role/" + roleName();
    }

    private String path() {
        return "/environments/" + environment();
    }

    @Override
    public Script script() {
        return script;
    }

    ZeroTouchExpectation expectation() {
        return expectation;
    }
}
