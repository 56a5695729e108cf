package io.tableflow.iam.policy.trust;

/**
 * Whether a claim about a trust holds.
 *
 * @param sentence why, without external ids
 */
public record TrustFinding(Status status, String sentence) {

    /** Whether it holds. */
    public enum Status {
        HOLDS,
        BROKEN,
        /** It depends on something that is not known, or of which AWS does not document what it means. */
        UNKNOWN,
        /** There is nothing that it could be about. */
        NOT_APPLICABLE
    }

    static TrustFinding holds(String sentence) {
        return new TrustFinding(Status.HOLDS, sentence);
    }

    static TrustFinding broken(String sentence) {
        return new TrustFinding(Status.BROKEN, sentence);
    }

    static TrustFinding unknown(String sentence) {
        return new TrustFinding(Status.UNKNOWN, sentence);
    }

    static TrustFinding notApplicable(String sentence) {
        return new TrustFinding(Status.NOT_APPLICABLE, sentence);
    }
}
