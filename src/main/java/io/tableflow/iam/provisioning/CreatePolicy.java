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

    private final Adopting adopting;

    CreatePolicy(StepSupport support, Adopting adopting, PolicyKind kind) {
        super(ManagedPolicy.stepName("create", kind), support);
        this.adopting = adopting;
        this.kind = kind;
    }

    /** What is to be adopted most likely stands already, and is looked at first. */
    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        String arn = ManagedPolicy.arn(environment.spec(), kind, iam.account());
        Optional<LivePolicy> live = environment.spec().adoptExisting() ? iam.findPolicy(arn) : Optional.empty();
        if (live.isPresent()) {
            return takeUp(environment, iam, live.get());
        }
        try {
            return made(environment, iam, create(environment, iam, kind));
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return iam.findPolicy(arn)
                    .map(policy -> takeUp(environment, iam, policy))
                    .orElseGet(() -> notVisible(arn));
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
    private StepResult takeUp(Environment environment, IamAccount iam, LivePolicy live) {
        return adopting.policy(environment, iam, kind, live, policy -> {
            Wanted wanted = Wanted.asEstablished(environment, iam.account());
            String version = PolicyUpkeep.bringUp(iam, policy, wanted, kind);
            return done(environment, row -> {
                adopting.taken(row, kind, null);
                ready(row, wanted.document(kind), policy.arn(), version);
            });
        });
    }

    static StepResult notVisible(String arn) {
        return AwsFailures.notVisible(
                "policy-not-visible", "AWS says that policy " + arn + " exists, but does not show it yet.");
    }

    private StepResult made(Environment environment, IamAccount iam, CreatedPolicy created) {
        PolicyDocument document = ManagedPolicy.document(environment.spec(), kind, iam.account());
        return done(environment, row -> {
            row.madeByUs(kind, support().now());
            ready(row, document, created.arn(), created.versionId());
        });
    }

    private void ready(Environment row, PolicyDocument document, String arn, String versionId) {
        ManagedPolicy.ready(row, kind, arn, versionId, support().now());
        support().applied(row, kind, document, row.requestedBy(), "policy created");
    }
}
