package io.tableflow.iam.api.confluent;

import io.tableflow.iam.api.openapi.ProblemCatalogue;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can be wrong with a callback, beside its form. */
@Component
public class IntegrationProblems implements ProblemCatalogue {

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

    @Override
    public List<ProblemException> examples() {
        return List.of(
                badSignature(),
                accountNotListed("851725421142"),
                roleNotKnown("arn:aws:iam::123456789012:role/dev-confluent-role"));
    }

    @Override
    public String instance() {
        return "/webhooks/confluent/provider-integrations";
    }
}
