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
        PolicyDocument document = ManagedPolicy.document(environment.spec(), kind, iam.account());
        try {
            CreatedPolicy created = create(environment, iam, kind);
            return ready(environment, document, created.arn(), created.versionId());
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return takeUp(environment, iam, document);
        }
    }

    /** Makes it, whoever asks. */
    static CreatedPolicy create(Environment environment, IamAccount iam, PolicyKind kind) {
        EnvironmentSpec spec = environment.spec();
        return iam.createPolicy(new NewPolicy(
                ManagedPolicy.name(spec, kind),
                ManagedPolicy.document(spec, kind, iam.account()),
                "Confluent Tableflow, environment " + spec.name(),
                ownership(environment).tagsWith(spec.tags())));
    }

    /** It exists: ours from an attempt whose answer was lost or of an earlier spec, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam, PolicyDocument document) {
        String arn = ManagedPolicy.arn(environment.spec(), kind, iam.account());
        Optional<LivePolicy> live = iam.findPolicy(arn);
        if (live.isEmpty()) {
            return notVisible(arn);
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(Foreign.policy(arn));
        }
        String version = PolicyUpkeep.bringUp(iam, live.get(), Wanted.asEstablished(environment, iam.account()), kind);
        return ready(environment, document, arn, version);
    }

    static StepResult notVisible(String arn) {
        return AwsFailures.notVisible(
                "policy-not-visible", "AWS says that policy " + arn + " exists, but does not show it yet.");
    }

    private StepResult ready(Environment environment, PolicyDocument document, String arn, String versionId) {
        return done(environment, row -> {
            ManagedPolicy.ready(row, kind, arn, versionId, support().now());
            support().applied(row, kind, document, row.requestedBy(), "policy created");
        });
    }
}
