package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.CreatedPolicy;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.NewPolicy;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** One of the two managed policies stands and carries our id. */
class CreatePolicy extends EnvironmentStep {

    private final PolicyKind kind;

    private final ResourceAdopter adopting;

    CreatePolicy(StepContext support, ResourceAdopter adopting, PolicyKind kind) {
        super(ManagedPolicies.stepName("create", kind), support);
        this.adopting = adopting;
        this.kind = kind;
    }

    /** What is to be adopted most likely stands already, and is looked at first. */
    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        String arn = ManagedPolicies.arn(environment.spec(), kind, iam.account());
        Optional<LivePolicy> live = environment.spec().adoptExisting() ? iam.findPolicy(arn) : Optional.empty();
        if (live.isPresent()) {
            return takeUp(environment, iam, live.get());
        }
        try {
            return made(environment, iam, create(environment, iam, kind));
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
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
                ManagedPolicies.name(spec, kind),
                ManagedPolicies.document(spec, kind, iam.account()),
                "Confluent Tableflow, environment " + spec.name(),
                ownership(environment).tagsWith(spec.tags())));
    }

    /** It exists: ours from an attempt whose answer was lost or of an earlier spec, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam, LivePolicy live) {
        return adopting.policy(environment, iam, kind, live, policy -> {
            DesiredIam wanted = DesiredIam.asEstablished(environment, iam.account());
            String version = PolicyUpdater.bringUp(iam, policy, wanted, kind);
            return done(environment, row -> {
                adopting.taken(row, kind, null);
                ready(row, wanted.document(kind), policy.arn(), version);
            });
        });
    }

    static StepResult notVisible(String arn) {
        return AwsFailureResults.notVisible(
                "policy-not-visible", "AWS says that policy " + arn + " exists, but does not show it yet.");
    }

    private StepResult made(Environment environment, IamAccount iam, CreatedPolicy created) {
        PolicyDocument document = ManagedPolicies.document(environment.spec(), kind, iam.account());
        return done(environment, row -> {
            row.observations(support().now()).policyCreated(kind);
            ready(row, document, created.arn(), created.versionId());
        });
    }

    private void ready(Environment row, PolicyDocument document, String arn, String versionId) {
        row.observations(support().now()).policyReady(kind, arn, versionId);
        support().applied(row, kind, document, row.desired().requestedBy(), "policy created");
    }
}
