package io.tableflow.iam.accesscheck;

import io.tableflow.iam.aws.AwsException;

/** A question could not be answered. The message may be shown. */
public class AccessCheckException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it could not be answered. */
    public enum Reason {
        /** The environment's account cannot be worked in. */
        ACCOUNT_NOT_CONNECTED,
        /** AWS does not answer at present: the same question may be answered later. */
        AWS_UNAVAILABLE,
        /** AWS refuses: an operator has to correct credentials, permissions or settings first. */
        AWS_REFUSED,
        /** The environment's role does not exist. */
        NO_ROLE,
        /** The question is neither on the environment's role nor asked by it. */
        NOT_ABOUT_ROLE
    }

    private final Reason reason;

    private AccessCheckException(Reason reason, AwsException cause) {
        super(cause.remedy() == null ? cause.getMessage() : cause.getMessage() + " " + cause.remedy(), cause);
        this.reason = reason;
    }

    private AccessCheckException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static AccessCheckException noRole(String role) {
        return new AccessCheckException(
                Reason.NO_ROLE,
                "There is no role " + role + " in the environment's account: it has no live documents.");
    }

    static AccessCheckException notAbout(String arn) {
        return new AccessCheckException(
                Reason.NOT_ABOUT_ROLE,
                "must be " + arn + " if the principal is not that role or a session of it: of an environment only the"
                        + " documents of its role are read");
    }

    static AccessCheckException of(AwsException failure) {
        return new AccessCheckException(reason(failure.kind()), failure);
    }

    private static Reason reason(AwsException.Kind kind) {
        if (kind == AwsException.Kind.ACCOUNT_NOT_CONNECTED) {
            return Reason.ACCOUNT_NOT_CONNECTED;
        }
        return kind.isTransient() ? Reason.AWS_UNAVAILABLE : Reason.AWS_REFUSED;
    }

    /** Why it could not be answered. */
    public Reason reason() {
        return reason;
    }
}
