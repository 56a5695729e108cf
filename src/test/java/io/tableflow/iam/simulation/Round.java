package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some histories at the same time, from their first act until nothing of them is left. */
final class Round {

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LEAP_EVERY = Duration.ofMillis(10);

    private final List<History> histories;
    private final LocalAws aws;
    private final Cluster cluster;
    private final Disturbances disturbances;
    private final Figures figures;
    private final States states;
    private final ForeignActor foreignActor;
    private final Invariants invariants;
    private final TrustWatch watch;
    private final ActorGroup<EnvironmentActor> actors;

    Round(List<History> histories, LocalAws aws, Cluster cluster, Disturbances disturbances, Figures figures) {
        this.histories = histories;
        this.aws = aws;
        this.cluster = cluster;
        this.disturbances = disturbances;
        this.figures = figures;
        this.states = new States(cluster.database());
        this.foreignActor = new ForeignActor(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT));
        this.invariants = new Invariants(aws, cluster.database(), foreignActor);
        this.watch = new TrustWatch(aws, cluster.database(), foreignActor::hasChangedTrustOf);
        this.actors = new ActorGroup<>(states, actor -> whatHappened(actor.environment()));
        histories.forEach(history -> history.scripts()
                .forEach(script -> actors.add(
                        new EnvironmentActor(script, history.seed(), cluster, states, foreignActor), history.seed())));
    }

    /** Returns what was broken. */
    List<Throwable> play() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        PassingTime time = new PassingTime(aws, cluster);
        Thread looks = ActorGroup.repeating(done, LOOK_EVERY, () -> {
            states.read();
            watch.look();
        });
        Thread leaps = ActorGroup.repeating(done, LEAP_EVERY, time::leap);
        try {
            actors.each(EnvironmentActor::enter);
            List<Runnable> endsOfFaults = histories.stream()
                    .map(history -> aws.faults()
                            .onNamesLike(history.prefix())
                            .seeded(history.seed(), history.faultRate(), SimulationTest.FAULTS))
                    .toList();
            AtomicBoolean played = new AtomicBoolean();
            Thread disturbing = Thread.ofVirtual().start(() -> disturb(played));
            actors.each(EnvironmentActor::play);
            played.set(true);
            disturbing.join();
            endsOfFaults.forEach(Runnable::run);
            actors.each(actor -> foreignActor.leaves(actor.environment()));
            actors.settle("settling", invariants::holdFor);
            actors.each(EnvironmentActor::leave);
            actors.settle("leaving", invariants::holdFor);
            actors.settle("being listed", invariants::whatIsLeftIsListed);
            List<RecordedCall> calls = aws.calls();
            actors.each(actor -> invariants.heldFor(actor, calls));
            figures.played(histories, aws, foreignActor);
        } finally {
            done.set(true);
            looks.join();
            leaps.join();
        }
        watch.lies().forEach(lie -> log.error("{}", lie));
        List<Throwable> all = actors.broken();
        watch.lies().forEach(lie -> all.add(new AssertionError(lie)));
        return all;
    }

    private void disturb(AtomicBoolean played) {
        disturbances.freeze();
        int calls = disturbances.calls();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .until(() -> played.get()
                        || disturbances.calls() > calls + 5 * actors.all().size());
        if (!played.get()) {
            disturbances.kill();
        }
        if (!played.get()) {
            disturbances.freeze();
        }
    }

    private String whatHappened(String environment) {
        StringBuilder story = new StringBuilder();
        aws.calls().stream()
                .filter(call ->
                        call.parameters().values().stream().anyMatch(value -> value.contains(environment + "-")))
                .forEach(call -> story.append("\n  %s %s %s %s %s%s"
                        .formatted(
                                call.at(),
                                call.userAgent().contains("tableflow-iam") ? "service" : "others",
                                call.operation(),
                                call.parameter("PolicyArn")
                                        .or(() -> call.parameter("PolicyName"))
                                        .orElse("role"),
                                call.outcome(),
                                call.delivered() ? "" : ", no answer")));
        cluster.database()
                .sql(
                        "select created_at || ' ' || kind || ' ' || state || ' ' || steps from workflow where subject_name = ?"
                                + " order by created_at")
                .param(environment)
                .query(String.class)
                .list()
                .forEach(workflow -> story.append("\n  ").append(workflow));
        return story.toString();
    }
}
