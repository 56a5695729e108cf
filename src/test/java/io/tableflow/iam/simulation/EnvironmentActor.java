package io.tableflow.iam.simulation;

import io.tableflow.iam.config.SkewedTime;
import io.tableflow.iam.simulation.Expectation.Spec;
import io.tableflow.iam.simulation.History.Action;
import io.tableflow.iam.simulation.History.Before;
import io.tableflow.iam.simulation.History.Script;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Plays one environment's script: repeats each request until it is answered, and records what the answers promise. */
final class EnvironmentActor implements Actor {

    private static final Set<String> UNDER_WAY = Set.of("PROVISIONING", "UPDATING_TRUST", "UPDATING", "DELETING");

    private final Script script;
    private final Cluster cluster;
    private final States states;
    private final ForeignActor foreignActor;
    private final Expectation expectation;
    private final Random random;
    private final List<Message> sent = new ArrayList<>();
    private int principals = 1;
    private int failures;
    private boolean hasAskedForComparison;

    EnvironmentActor(Script script, long seed, Cluster cluster, States states, ForeignActor foreignActor) {
        this.script = script;
        this.cluster = cluster;
        this.states = states;
        this.foreignActor = foreignActor;
        this.random = new Random(seed ^ script.environment().hashCode());
        this.expectation = new Expectation(
                script.before() == Before.ROLE_TO_ADOPT ? new Callback(script.environment(), 0) : null, Instant.now());
    }

    /** Before the first act. */
    void enter() {
        switch (script.before()) {
            case NOTHING -> {}
            case ROLE_OF_OTHERS -> foreignActor.createRole(script.environment());
            case ROLE_TO_ADOPT -> foreignActor.createRoleThatTrusts(new Callback(script.environment(), 0));
        }
    }

    void play() {
        script.acts().forEach(this::play);
    }

    private void play(Action act) {
        Spec spec = expectation.spec();
        String name = script.environment();
        switch (act) {
            case CREATE -> create(Spec.first(spec.adopts()));
            case CREATE_WITH_ANOTHER_SPEC -> create(new Spec(7200, false, spec.adopts()));
            case CHANGE_SPEC -> change(new Spec(spec.maxSessionSeconds() == 3600 ? 7200 : 3600, false, spec.adopts()));
            case RETAIN -> change(new Spec(spec.maxSessionSeconds(), true, spec.adopts()));
            case CALL_BACK -> callBack(0);
            case CALL_BACK_FOR_ANOTHER_PRINCIPAL -> {
                principals++;
                callBack(0);
            }
            case SIGN_AN_EARLIER_CALLBACK_AGAIN -> signAgain();
            case CALL_BACK_BY_ANOTHER_CLOCK -> callBack(random.nextInt(480) - 240);
            case ENTER_INTEGRATION -> enterIntegration();
            case WITHDRAW_INTEGRATION -> withdraw();
            case DELETE -> delete(false);
            case ABANDON -> abandon();
            case RETRY -> retry("retry");
            case RECONCILE -> retry("reconcile");
            case WAIT -> letTimePass();
            case ATTACH_FOREIGN_POLICY -> foreignActor.attaches(name);
            case DETACH_OUR_POLICY -> foreignActor.detaches(name);
            case TAKE_TAGS_OFF -> foreignActor.takesTagsOff(name, random);
            case ADD_TAGS -> foreignActor.addsTags(name);
            case OVERWRITE_OWNER -> foreignActor.overwritesOwner(name);
            case SHUT_TRUST -> changeTrust(ForeignActor.SHUT);
            case OPEN_TRUST -> changeTrust(ForeignActor.TRUST);
        }
    }

    private void changeTrust(String trust) {
        if (script.before() == Before.NOTHING) {
            foreignActor.changesTrust(script.environment(), trust);
        }
    }

    private void create(Spec spec) {
        Instant since = Instant.now();
        String key = UUID.randomUUID().toString();
        String body = spec.json(script.environment());
        Answer answer = ask(
                client -> client.send("POST", "/environments", body, Map.of("Idempotency-Key", key)),
                new AtomicInteger());
        String principal = answer.status() == 202 ? answer.at("/integration/iamRoleArn") : "";
        expectation.created(spec, answer.status(), principal, since);
    }

    private void change(Spec spec) {
        Answer answer = ask(client -> client.put(path(), spec.json(script.environment())), new AtomicInteger());
        expectation.changed(spec, answer.status());
    }

    /** @param secondsAhead by how much the sender's clock is ahead */
    private void callBack(int secondsAhead) {
        Instant signed = now().plusSeconds(secondsAhead).truncatedTo(ChronoUnit.SECONDS);
        deliver(new Message("msg_" + UUID.randomUUID(), told(), signed), signed);
    }

    /** A sender's ordinary retry: the same id and body, signed now. */
    private void signAgain() {
        if (!sent.isEmpty()) {
            deliver(sent.get(random.nextInt(sent.size())), now().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void deliver(Message message, Instant signed) {
        Instant since = Instant.now();
        Instant before = now();
        AtomicInteger tries = new AtomicInteger();
        Answer answer = ask(
                client -> new ConfluentPipeline(client)
                        .deliver(
                                message.id(),
                                signed.getEpochSecond(),
                                message.callback().document(),
                                ConfluentPipeline.SECRET),
                tries);
        String outcome = answer.status() == 202 ? answer.at("/outcome") : "";
        expectation.calledBack(message, answer.status(), outcome, tries.get() > 1, since, List.of(before, now()));
        if (answer.status() != 409) {
            sent.add(message);
        }
    }

    private void enterIntegration() {
        Callback callback = told();
        Instant since = Instant.now();
        Instant before = now();
        Answer answer = ask(client -> client.put(path() + "/integration", callback.document()), new AtomicInteger());
        expectation.operatorSaid(callback, answer.status(), since, List.of(before, now()));
    }

    private void withdraw() {
        Instant since = Instant.now();
        Instant before = now();
        Answer answer = ask(client -> client.delete(path() + "/integration"), new AtomicInteger());
        expectation.operatorSaid(null, answer.status(), since, List.of(before, now()));
    }

    private Callback told() {
        return new Callback(script.environment(), principals);
    }

    private void delete(boolean force) {
        AtomicInteger tries = new AtomicInteger();
        Answer answer = ask(client -> client.delete(path() + (force ? "?force=true" : "")), tries);
        expectation.deleted(answer.status(), tries.get() > 1, force);
    }

    private void abandon() {
        AtomicInteger tries = new AtomicInteger();
        Answer answer = ask(client -> client.delete(path() + "?abandon=true"), tries);
        expectation.abandoned(answer.status(), tries.get() > 1);
    }

    private void retry(String how) {
        Answer answer = ask(client -> client.post(path() + "/" + how, ""), new AtomicInteger());
        if (how.equals("retry")) {
            expectation.retried(answer.status());
        }
    }

    /** Until the environment is at rest, but two seconds at most, after which the next act meets a running workflow. */
    private void letTimePass() {
        Instant end = Instant.now().plusSeconds(2);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Instant.now().isAfter(end) || !UNDER_WAY.contains(states.of(script.environment())));
    }

    private Answer ask(Function<ApiClient, Answer> request, AtomicInteger tries) {
        return RepeatedRequest.send(cluster, script.environment(), request, tries);
    }

    /** No more faults and foreign changes: goes on with what has failed, until everything is at rest as it is to be. */
    @Override
    public boolean settle() {
        String state = states.of(script.environment());
        if (state.equals(States.GONE)) {
            expectation.gone();
            return true;
        }
        if (state.equals("FAILED")) {
            if (!expectation.stands()) {
                delete(random.nextInt(3) == 0);
            } else if (script.before() == Before.ROLE_OF_OTHERS || expectation.mayLeaveSomething()) {
                return true;
            } else {
                goOn();
            }
            return false;
        }
        if (foreignActor.hasTouchedTagsOf(script.environment())
                && !hasAskedForComparison
                && !expectation.isLeaving()
                && script.before() != Before.ROLE_OF_OTHERS) {
            // A sweep does not see the tags of policies, and what lost the environment's id is adopted if the spec says
            // so.
            hasAskedForComparison = true;
            Spec spec = expectation.spec();
            if (!spec.adopts()) {
                change(spec.adoptingAgain());
            }
            retry("reconcile");
            return false;
        }
        return !expectation.isLeaving() && (state.equals("ACTIVE") || state.equals("AWAITING_INTEGRATION"));
    }

    /**
     * Retries; and does what the remedies say where it is of no use: what lost its tags before anybody knew that it had been
     * created can only be adopted, and a tag of an environment that is gone has to be taken off first.
     */
    private void goOn() {
        if (++failures % 3 == 0 && foreignActor.hasTouchedTagsOf(script.environment())) {
            foreignActor.takesOffOwners(script.environment(), id -> !states.isEnvironment(id));
            Spec spec = expectation.spec();
            if (spec.adopts()) {
                retry("reconcile");
            } else {
                change(spec.adoptingAgain());
            }
        } else {
            retry("retry");
        }
    }

    /** Everything is to be deleted in the end. */
    void leave() {
        if (expectation.stands()) {
            delete(true);
        }
    }

    private String path() {
        return "/environments/" + script.environment();
    }

    private static Instant now() {
        return SkewedTime.DATABASE.instant();
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public String environment() {
        return script.environment();
    }

    Expectation expectation() {
        return expectation;
    }
}
