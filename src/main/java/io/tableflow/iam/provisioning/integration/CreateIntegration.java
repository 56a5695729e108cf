package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has Confluent make the provider integration of the environment's role, and registers it as a callback would. Confluent knows
 * no idempotency key: what identifies the integration is the role, which has one in each Confluent environment. So after an answer that
 * was lost, and wherever Confluent refuses a second one, the list says whether it is there already.
 */
class CreateIntegration extends IntegrationStep {

    /** Never changed, because it is stored. */
    static final String NAME = "create-integration";

    /** From whom the integration is, as it is stored. */
    static final String CONFLUENT = "confluent-cloud";

    private static final Duration UNTIL_LISTED = Duration.ofSeconds(30);

    CreateIntegration(IntegrationServices services) {
        super(NAME, services);
    }

    @Override
    boolean isNeeded(Environment environment) {
        return environment.desired().lacksIntegration();
    }

    @Override
    StepResult ensureResult(IntegrationAttempt attempt) {
        Instant asOf = asOf(attempt.environment());
        boolean mayExist =
                attempt.number() > 1 || attempt.environment().desired().integration() != null;
        Optional<CloudIntegration> existing = mayExist ? attempt.listed() : Optional.empty();
        if (existing.isPresent()) {
            return registered(attempt, existing.get(), asOf);
        }
        try {
            return registered(
                    attempt,
                    attempt.cloud()
                            .create(
                                    attempt.target().environmentId(),
                                    attempt.target().displayName(),
                                    attempt.role()),
                    asOf);
        } catch (ConfluentCloudException failure) {
            if (failure.kind() != Kind.CONFLICT && failure.kind() != Kind.INVALID) {
                throw failure;
            }
            return attempt.listed()
                    .map(found -> registered(attempt, found, asOf))
                    .orElseGet(() -> refused(failure));
        }
    }

    /** Now, unless what is known is from a clock that is ahead. */
    private Instant asOf(Environment environment) {
        Instant known = environment.desired().integrationAsOf();
        Instant now = services().now();
        return known != null && known.isAfter(now) ? known : now;
    }

    /** Which status a second integration gets is not documented, and the list may lag behind a conflict. */
    private static StepResult refused(ConfluentCloudException failure) {
        return failure.kind() == Kind.CONFLICT
                ? new StepResult.Retry(CloudFailureResults.problem("confluent-conflict", failure), null, UNTIL_LISTED)
                : CloudFailureResults.toResult(failure);
    }

    private StepResult registered(IntegrationAttempt attempt, CloudIntegration found, Instant asOf) {
        TrustedPrincipal principal = found.principal();
        if (principal == null) {
            return StepResult.retry(new WorkflowProblem(
                    "confluent-principal-missing",
                    "Confluent says nothing usable about the principal and the external id of provider integration "
                            + found.id() + ".",
                    "Look at the integration at Confluent; if it stays so, delete it there and retry."));
        }
        Optional<String> objection = services().objection(principal.role(), found.customerRole());
        if (objection.isPresent()) {
            return new StepResult.Failed(new WorkflowProblem(
                    "integration-principal-not-allowed",
                    "Provider integration " + found.id() + " has the principal " + principal.role() + ": "
                            + objection.get(),
                    "If that account is Confluent's, add it to tableflow.confluent.principal-accounts, then retry."));
        }
        ProviderIntegration integration = new ProviderIntegration(
                found.id(),
                principal.role().toString(),
                principal.externalId(),
                found.customerRole().toString(),
                asOf,
                CONFLUENT,
                attempt.target().environmentId());
        return attempt.done(environment -> services().made(environment, integration));
    }
}
