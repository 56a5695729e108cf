package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.TakenNames;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.CreatedPolicy;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.NewPolicy;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.List;
import java.util.Optional;

/** Creates one of the two managed policies, or changes it to the desired state. */
class ReconcilePolicy extends EnvironmentStep {

    private final ReconcileMode mode;
    private final ResourceKind kind;
    private final ResourceAdopter adopter;

    ReconcilePolicy(StepServices services, ResourceAdopter adopter, ReconcileMode mode, ResourceKind kind) {
        super(mode.stepName(kind), services);
        this.mode = mode;
        this.kind = kind;
        this.adopter = adopter;
    }

    @Override
    boolean isNeeded(Environment environment) {
        return mode.isNeeded(environment);
    }

    /** Reads first if the policy probably exists. */
    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        DesiredIam desired =
                DesiredIam.asRequested(attempt.environment(), attempt.iam().account());
        boolean looksFirst = mode != ReconcileMode.CREATE || attempt.spec().adoptExisting();
        Optional<LivePolicy> live = looksFirst ? attempt.iam().findPolicy(desired.policyArn(kind)) : Optional.empty();
        return live.map(policy -> reconcile(attempt, desired, policy)).orElseGet(() -> create(attempt, desired));
    }

    private StepResult create(EnvironmentAttempt attempt, DesiredIam desired) {
        IamAccount iam = attempt.iam();
        try {
            CreatedPolicy created = iam.createPolicy(new NewPolicy(
                    ManagedPolicies.name(attempt.spec(), kind),
                    desired.document(kind),
                    attempt.spec().names().description(),
                    desired.tags()));
            return attempt.done(environment -> {
                services().observations(environment).policyCreated(kind);
                ready(
                        environment,
                        desired,
                        created.versionId(),
                        mode == ReconcileMode.CREATE ? "policy created" : "policy made again");
            });
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            String arn = desired.policyArn(kind);
            return iam.findPolicy(arn)
                    .map(policy -> reconcile(attempt, desired, policy))
                    .orElseGet(() -> AwsFailureResults.notVisible(
                            TakenNames.search(iam, attempt.spec(), List.of(kind)),
                            "policy-not-visible",
                            "AWS says that policy " + arn + " exists, but does not show it yet."));
        }
    }

    /**
     * It exists already: from an attempt whose outcome is unknown, from an earlier spec, or because it is somebody
     * else's.
     */
    private StepResult reconcile(EnvironmentAttempt attempt, DesiredIam desired, LivePolicy live) {
        return adopter.policy(attempt, kind, live, policy -> {
            String version = update(attempt, desired, policy);
            return attempt.done(environment -> {
                adopter.adopted(environment, kind, null);
                ready(environment, desired, version, mode == ReconcileMode.CREATE ? "policy created" : "spec updated");
            });
        });
    }

    private String update(EnvironmentAttempt attempt, DesiredIam desired, LivePolicy policy) {
        try {
            return PolicyUpdater.update(attempt.iam(), policy, desired, kind);
        } catch (AwsException refused) {
            if (mode != ReconcileMode.CREATE) {
                ReconcileAttachments.attachDespite(refused, attempt);
            }
            throw refused;
        }
    }

    private void ready(Environment environment, DesiredIam desired, String versionId, String reason) {
        services().observations(environment).policyReady(kind, desired.policyArn(kind), versionId);
        services()
                .applied(
                        environment,
                        kind,
                        desired.document(kind),
                        environment.desired().requestedBy(),
                        reason);
    }
}
