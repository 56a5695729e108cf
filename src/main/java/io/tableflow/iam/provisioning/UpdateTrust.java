package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.IntegrationRotated;
import io.tableflow.iam.environment.event.ResourceEvent.TrustEstablished;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Optional;

/**
 * The role lets in exactly what the latest integration asks for. Weeks may have passed since the role was made, so it is
 * read first: what no longer carries our id is not ours to open.
 */
class UpdateTrust extends EnvironmentStep {

    UpdateTrust(StepContext support) {
        super("update-trust", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        ProviderIntegration wanted = environment.desired().integration();
        if (wanted == null) {
            return new StepResult.Failed(new WorkflowProblem(
                    "integration-missing",
                    "There is no provider integration to trust.",
                    "Have Confluent's pipeline call back again, then retry."));
        }
        String name = environment.spec().names().role();
        Optional<LiveRole> live = iam.findRole(name);
        if (live.isEmpty()) {
            return AwsFailureResults.notVisible(
                    "role-not-found", "Role " + name + " is not there, or not visible yet.");
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(
                    OwnershipProblems.role(live.get().arn(), live.get().trust()));
        }
        PolicyDocument trust = DesiredPolicies.trust(environment.spec(), wanted);
        if (!live.get().trust().sameAs(trust)) {
            iam.updateTrust(name, trust);
        }
        return done(environment, row -> established(support(), row, wanted, trust));
    }

    /** Notes that the trust of an integration is in force, whoever has set it. */
    static void established(StepContext support, Environment row, ProviderIntegration wanted, PolicyDocument trust) {
        ProviderIntegration before = row.observed().trusted();
        row.observations(support.now()).trustEstablished(wanted);
        support.applied(row, PolicyKind.TRUST, trust, wanted.providedBy(), "provider integration " + wanted.id());
        support.publish(new TrustEstablished(Source.of(row), before, wanted));
        if (before != null && !wanted.asksForSameTrustAs(before)) {
            support.publish(new IntegrationRotated(Source.of(row), before, wanted));
        }
    }
}
