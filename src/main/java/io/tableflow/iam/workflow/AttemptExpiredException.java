package io.tableflow.iam.workflow;

/**
 * An attempt has taken so long that another node may have taken the workflow over: it must change nothing any more. A
 * process that was suspended does not notice that; its monotonic clock does.
 */
public final class AttemptExpiredException extends RuntimeException {

    AttemptExpiredException(String step) {
        super("The attempt at " + step + " took too long to change anything");
    }
}
