package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.DesiredState;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.IntegrationEvent.IntegrationRotated;
import io.tableflow.iam.environment.event.IntegrationEvent.TrustEstablished;
import io.tableflow.iam.environment.event.IntegrationEvent.TrustWithdrawn;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets the trust to the one for the latest integration, or to deny everyone if it was withdrawn. The role may have been created weeks ago, so it is read first,
 * and not changed if it no longer carries our tags.
 */
class UpdateTrust extends EnvironmentStep {

    /** Never changed, because it is stored. */
    static final String NAME = "update-trust";

    UpdateTrust(StepServices services) {
        super(NAME, services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        DesiredState desired = attempt.environment().desired();
        ProviderIntegration integration = desired.integration();
        if (integration == null && !desired.isWithdrawn()) {
            return new StepResult.Failed(new WorkflowProblem(
                    "integration-missing",
                    "There is no provider integration to trust.",
                    "Have Confluent's pipeline call back again, then retry."));
        }
        String name = attempt.spec().names().role();
        Optional<LiveRole> live = attempt.iam().findRole(name);
        if (live.isEmpty()) {
            return AwsFailureResults.notVisible(
                    "role-not-found", "Role " + name + " is not there, or not visible yet.");
        }
        if (!attempt.owns(live.get().tags())) {
            return new StepResult.Failed(
                    OwnershipProblems.role(live.get().arn(), live.get().trust()));
        }
        IamChanges tags = new IamChanges();
        LiveRole role = tags.restoreTags(attempt.iam(), live.get(), attempt.ownership());
        tags.end();
        PolicyDocument trust = DesiredPolicies.trust(attempt.spec(), integration);
        if (!role.trust().sameAs(trust)) {
            attempt.iam().updateTrust(name, trust);
        }
        return attempt.done(environment -> {
            services().publishIfRecreated(environment, role.arn(), role.id());
            services().observations(environment).roleIdentified(role.arn(), role.id());
            if (integration == null) {
                closed(services(), environment, trust, desired.withdrawnBy());
            } else {
                established(services(), environment, integration, trust);
            }
        });
    }

    /**
     * Stores in the running transaction that the trust denies everyone again, whichever step has written it.
     *
     * @param withdrawnBy who withdrew the integration; {@code null}: it is not known any more
     */
    static void closed(
            StepServices services, Environment environment, PolicyDocument trust, @Nullable String withdrawnBy) {
        ProviderIntegration before = environment.observed().trusted();
        String by = withdrawnBy == null ? environment.desired().requestedBy() : withdrawnBy;
        services.observations(environment).trustClosed();
        services.applied(environment, ResourceKind.ROLE, trust, by, "provider integration withdrawn");
        if (before != null) {
            services.publish(new TrustWithdrawn(Source.of(environment), by, before));
        }
    }

    /**
     * Stores in the running transaction that the trust of an integration is in force, whichever step has written it.
     */
    static void established(
            StepServices services, Environment environment, ProviderIntegration integration, PolicyDocument trust) {
        ProviderIntegration before = environment.observed().trusted();
        services.observations(environment).trustEstablished(integration);
        services.applied(
                environment,
                ResourceKind.ROLE,
                trust,
                integration.providedBy(),
                "provider integration " + integration.id());
        services.publish(new TrustEstablished(Source.of(environment), before, integration));
        if (before != null && !integration.asksForSameTrustAs(before)) {
            services.publish(new IntegrationRotated(Source.of(environment), before, integration));
        }
    }
}
