package io.tableflow.iam.compliance;

/** A waiver is refused, and nothing has changed. The message is for the caller. */
public final class WaiverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private WaiverException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it is refused. */
    public enum Reason {
        /** There is no such rule. */
        NO_RULE,
        /** The rule is about letting others in, or about waivers. */
        NOT_WAIVABLE,
        /** The end is in the past, or too far ahead. */
        END
    }

    static WaiverException noRule(String id) {
        return new WaiverException(
                Reason.NO_RULE, "There is no rule '" + id + "'. GET /environments/{name}/compliance lists them.");
    }

    static WaiverException notWaivable(ComplianceRule rule) {
        return new WaiverException(
                Reason.NOT_WAIVABLE,
                "Rule " + rule.id() + " (" + rule.title() + ") can't be waived: "
                        + (rule.severity() == RuleSeverity.CRITICAL
                                ? "it is about who can come in. "
                                : "it is about waivers that are over. ")
                        + rule.remedy());
    }

    static WaiverException end(String message) {
        return new WaiverException(Reason.END, message);
    }

    public Reason reason() {
        return reason;
    }

    /** The reason, in a sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
