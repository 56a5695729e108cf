package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** One of the two managed policies is what the row asks for; it is made again where there is none any more. */
class EnsurePolicy extends EnvironmentStep {

    private final PolicyKind kind;

    private final ResourceAdopter adopting;

    EnsurePolicy(StepContext support, ResourceAdopter adopting, PolicyKind kind) {
        super(ManagedPolicies.stepName("ensure", kind), support);
        this.adopting = adopting;
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        DesiredIam wanted = DesiredIam.asAsked(environment, iam.account());
        String arn = wanted.policyArn(kind);
        Optional<LivePolicy> live = iam.findPolicy(arn);
        if (live.isEmpty()) {
            return restore(environment, iam, wanted);
        }
        return adopting.policy(environment, iam, kind, live.get(), policy -> {
            String version = PolicyUpdater.bringUp(iam, policy, wanted, kind);
            return done(environment, row -> {
                adopting.taken(row, kind, null);
                ready(row, wanted, version, "spec updated");
            });
        });
    }

    private StepResult restore(Environment environment, IamAccount iam, DesiredIam wanted) {
        try {
            String version = CreatePolicy.create(environment, iam, kind).versionId();
            return done(environment, row -> {
                row.observations(support().now()).policyCreated(kind);
                ready(row, wanted, version, "policy made again");
            });
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return CreatePolicy.notVisible(wanted.policyArn(kind));
        }
    }

    private void ready(Environment row, DesiredIam wanted, String versionId, String reason) {
        row.observations(support().now()).policyReady(kind, wanted.policyArn(kind), versionId);
        support().applied(row, kind, wanted.document(kind), row.desired().requestedBy(), reason);
    }
}
