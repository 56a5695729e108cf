package io.tableflow.iam.api.confluent;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;

/** What can be wrong with a callback, beside its form. */
public final class IntegrationProblems {

    private IntegrationProblems() {}

    public static ProblemException badSignature() {
        return new ProblemException(
                ProblemCode.WEBHOOK_SIGNATURE,
                "The headers webhook-id, webhook-timestamp and webhook-signature must sign this very body with the"
                        + " shared secret, not more than five minutes ago.");
    }

    public static ProblemException ownAccount() {
        return new ProblemException(
                ProblemCode.PRINCIPAL_NOT_ALLOWED,
                "The principal is in an account that environments are in; Confluent's never is.");
    }

    public static ProblemException accountNotListed(String accountId) {
        return new ProblemException(
                ProblemCode.PRINCIPAL_NOT_ALLOWED,
                "The principal's account " + accountId + " is not one of tableflow.confluent.principal-accounts.");
    }

    public static ProblemException roleNotKnown(Object role) {
        return new ProblemException(ProblemCode.ROLE_NOT_KNOWN, "No environment has the role " + role + ".");
    }
}
