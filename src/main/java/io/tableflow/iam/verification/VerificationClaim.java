package io.tableflow.iam.verification;

import io.tableflow.iam.policy.trust.TrustClaim;

/**
 * A claim about an environment that a check finds to be true or not.
 *
 * @param name as it is shown and stored, in kebab-case: what is true exactly when the check passed
 * @param required whether a verification cannot pass without its answer
 * @param remedy what to do if it is not true
 */
record VerificationClaim(
        String name, VerificationQuestion question, CheckSeverity severity, boolean required, String remedy) {

    private static final String REWRITE =
            "POST .../reconcile writes the trust anew; GET .../drift and CloudTrail say what was changed, and who did it.";

    static final VerificationClaim ROLE_EXISTS = ofConfluent(
            "role-exists",
            "POST .../reconcile creates the role again; bucket and key policies that name it have to be saved anew.");
    static final VerificationClaim ROLE_IS_OURS = ofConfluent(
            "role-carries-environment-tag",
            "If the role is this environment's, PUT the spec with adoptExisting, then POST .../reconcile.");
    static final VerificationClaim TRUST_UNDERSTOOD = ofConfluent("trust-understood", REWRITE);
    static final VerificationClaim TRUST_AS_DESIRED = ofConfluent("trust-as-desired", REWRITE);
    static final VerificationClaim BOUNDARY_IN_FORCE = ofWork(
            "permissions-boundary-as-desired",
            "Create the policy that the spec names as permissionsBoundaryArn, or PUT another; then POST .../reconcile.");
    static final VerificationClaim POLICIES_ATTACHED =
            ofWork("policies-attached", "POST .../reconcile attaches both policies again.");

    /** The claim about the trust. */
    static VerificationClaim of(TrustClaim claim) {
        if (!claim.isAboutConfluent()) {
            return new VerificationClaim(
                    claim.slug(), VerificationQuestion.NOBODY_ELSE_GETS_IN, CheckSeverity.CRITICAL, true, REWRITE);
        }
        return ofConfluent(
                claim.slug(),
                switch (claim) {
                    case CONFLUENT_CAN_ASSUME, CONFLUENT_CAN_ASSUME_WITH_SESSION_TAGS ->
                        REWRITE
                                + " If the trust is as desired, its trustConditions are not met now: PUT the spec with others.";
                    case CONFLUENT_PRINCIPAL_NOT_DELETED ->
                        "Have Confluent's integration made again if it is gone there; then PUT .../integration with what"
                                + " Confluent shows now.";
                    case TRUST_CONDITIONS_CAN_HOLD ->
                        "PUT the spec with trustConditions that a request of Confluent can meet, or without them.";
                    default -> REWRITE;
                });
    }

    static VerificationClaim ofConfluent(String name, String remedy) {
        return new VerificationClaim(name, VerificationQuestion.CONFLUENT_GETS_IN, CheckSeverity.HIGH, true, remedy);
    }

    /** A claim about bucket, keys or catalog, whose permissions are optional: without them a verification can pass. */
    static VerificationClaim ofResource(String name, CheckSeverity severity, String remedy) {
        return new VerificationClaim(name, VerificationQuestion.RESOURCES_READY, severity, false, remedy);
    }

    static VerificationClaim ofWork(String name, String remedy) {
        return new VerificationClaim(name, VerificationQuestion.TABLEFLOW_CAN_WORK, CheckSeverity.HIGH, true, remedy);
    }
}
