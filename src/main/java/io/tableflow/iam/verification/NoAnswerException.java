package io.tableflow.iam.verification;

/** What a check needs to know cannot be had. It carries the outcome of every check that needs it. */
final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CheckOutcome outcome;

    NoAnswerException(CheckOutcome outcome) {
        super(outcome.message(), null, false, false);
        this.outcome = outcome;
    }

    CheckOutcome outcome() {
        return outcome;
    }
}
