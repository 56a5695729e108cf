package io.tableflow.iam.planning;

import io.tableflow.iam.aws.AwsException;

/** A plan could not be made, because AWS could not be read. The message may be shown. */
public class PlanningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the plan could not be made. */
    public enum Reason {
        /** The environment's account cannot be worked in. */
        ACCOUNT_NOT_CONNECTED,
        /** AWS does not answer at present: the same request may succeed later. */
        AWS_UNAVAILABLE,
        /** AWS refuses: an operator has to correct credentials, permissions or settings first. */
        AWS_REFUSED
    }

    private final Reason reason;

    private PlanningException(Reason reason, AwsException cause) {
        super(cause.remedy() == null ? cause.getMessage() : cause.getMessage() + " " + cause.remedy(), cause);
        this.reason = reason;
    }

    static PlanningException of(AwsException failure) {
        return new PlanningException(reason(failure.kind()), failure);
    }

    private static Reason reason(AwsException.Kind kind) {
        if (kind == AwsException.Kind.ACCOUNT_NOT_CONNECTED) {
            return Reason.ACCOUNT_NOT_CONNECTED;
        }
        return kind.isTransient() ? Reason.AWS_UNAVAILABLE : Reason.AWS_REFUSED;
    }

    /** Why the plan could not be made. */
    public Reason reason() {
        return reason;
    }
}
