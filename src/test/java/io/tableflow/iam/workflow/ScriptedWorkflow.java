package io.tableflow.iam.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A workflow of two steps with outcomes that a test sets for its own subject. */
class ScriptedWorkflow implements WorkflowDefinition {

    static final String KIND = "SCRIPT";

    private final JdbcClient jdbc;
    private final Map<UUID, Play> plays = new ConcurrentHashMap<>();

    ScriptedWorkflow(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The outcomes for one subject, and what happened. */
    static final class Play {

        final List<String> story = new CopyOnWriteArrayList<>();
        private final Map<String, Function<AttemptContext, StepResult>> outcomes = new ConcurrentHashMap<>();
        private volatile boolean wanted = true;

        /** The outcome of each attempt at a step. */
        void when(String step, Function<AttemptContext, StepResult> outcome) {
            outcomes.put(step, outcome);
        }

        void isNoLongerWanted() {
            wanted = false;
        }

        /** Done, with a line of the story to store. */
        StepResult done(AttemptContext attempt, String line) {
            attempt.store(() -> story.add(line));
            return StepResult.done();
        }

        private StepResult attempt(String step, AttemptContext attempt) {
            return outcomes.getOrDefault(step, nth -> done(nth, step)).apply(attempt);
        }
    }

    Play of(WorkflowSubject subject) {
        return plays.computeIfAbsent(subject.id(), it -> new Play());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Stage> stages() {
        return List.of(Stage.of(new Scene("first")), Stage.of(new Scene("second")));
    }

    /** Serializes requests and the runner as the lock on a row does. */
    @Override
    public void lock(WorkflowSubject subject) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", subject.name())
                .query((row, number) -> subject)
                .single();
    }

    @Override
    public boolean isNeeded(WorkflowSubject subject) {
        return of(subject).wanted;
    }

    @Override
    public void onSucceeded(WorkflowSubject subject) {
        of(subject).story.add("succeeded");
    }

    @Override
    public void onFailed(WorkflowSubject subject, WorkflowProblem problem) {
        of(subject).story.add("failed: " + problem.code());
    }

    @Override
    public void onCancelled(WorkflowSubject subject) {
        of(subject).story.add("cancelled");
    }

    private final class Scene implements Step {

        private final String name;

        Scene(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<StepAttempt> prepare(AttemptContext context) {
            return Optional.of(() -> of(context.subject()).attempt(name, context));
        }
    }
}
