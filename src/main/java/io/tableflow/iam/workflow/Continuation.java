package io.tableflow.iam.workflow;

import java.time.Instant;

/** How a workflow goes on after a transaction of the runner. */
sealed interface Continuation {

    /** These attempts have begun; this node makes them now. */
    record Attempts(StageAttempt stage) implements Continuation {}

    /** There is nothing to do before that moment. */
    record DueAt(Instant when) implements Continuation {}

    /** It has ended. */
    record Ended() implements Continuation {}
}
