package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/**
 * Checks that the live trust reads back as it was written: an environment is only ACTIVE once IAM shows that. A trust
 * that still differs was changed by somebody else, and is written again from time to time.
 */
class ReadBackTrust extends EnvironmentStep {

    /** Never changed, because it is stored. */
    static final String NAME = "verify-trust";

    /** Attempts are a second apart, in which IAM usually shows what it did not show at once. */
    private static final int WRITTEN_EVERY = 10;

    ReadBackTrust(StepServices services) {
        super(NAME, services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        Optional<StepResult> unheard = services().awaitUnheardTrust(attempt.environment());
        if (unheard.isPresent()) {
            return unheard.get();
        }
        ProviderIntegration trusted = attempt.environment().observed().trusted();
        if (attempt.environment().desired().differsInTrustFrom(trusted)) {
            // Another trust is asked for by now, and follows: this one must not be written once more.
            return StepResult.done();
        }
        PolicyDocument written = DesiredPolicies.trust(attempt.spec(), trusted);
        Optional<LiveRole> live = attempt.iam().findRole(attempt.spec().names().role());
        if (live.isPresent() && live.get().trust().sameAs(written)) {
            return attempt.done(environment -> services()
                    .readBack(environment, live.get().arn(), live.get().trust()));
        }
        boolean isOurs = live.isPresent() && attempt.owns(live.get().tags());
        if (isOurs && attempt.number() % WRITTEN_EVERY == 0) {
            attempt.iam().updateTrust(live.get().name(), written);
        }
        return AwsFailureResults.notVisible(
                "trust-not-verified",
                live.isEmpty()
                        ? "The role cannot be read back."
                        : "The live trust is not the one that was written, or not yet.");
    }
}
