package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.CreatedPolicy;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.NewPolicy;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** One of the two managed policies stands and carries our id. */
class CreatePolicy extends EnvironmentStep {

    private final PolicyKind kind;

    CreatePolicy(StepSupport support, PolicyKind kind) {
        super(ManagedPolicy.stepName("create", kind), support);
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        PolicyDocument document = ManagedPolicy.document(spec, kind, iam.account());
        try {
            CreatedPolicy created = iam.createPolicy(new NewPolicy(
                    ManagedPolicy.name(spec, kind),
                    document,
                    "Confluent Tableflow, environment " + spec.name(),
                    ownership(environment).tagsWith(spec.tags())));
            return ready(environment, document, created.arn(), created.versionId());
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return takeUp(environment, iam, document);
        }
    }

    /** It exists: ours from an attempt whose answer was lost, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam, PolicyDocument document) {
        String arn = ManagedPolicy.arn(environment.spec(), kind, iam.account());
        Optional<LivePolicy> live = iam.findPolicy(arn);
        if (live.isEmpty()) {
            return AwsFailures.notVisible(
                    "policy-not-visible", "AWS says that policy " + arn + " exists, but does not show it yet.");
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(Foreign.policy(arn));
        }
        return ready(environment, document, arn, live.get().defaultVersionId());
    }

    private StepResult ready(Environment environment, PolicyDocument document, String arn, String versionId) {
        return done(environment, row -> {
            ManagedPolicy.ready(row, kind, arn, versionId, support().now());
            support().applied(row, kind, document, row.requestedBy(), "policy created");
        });
    }
}
