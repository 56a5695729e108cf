package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.AdoptionRules;
import io.tableflow.iam.adoption.Ownership;
import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.ResourceAdopted;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Adopts existing resources, if the spec says so, and none of the three has an obstacle. It takes two attempts at one step: the first stores what was found
 * with the environment, and the second tags it; from then on it is changed like any resource of ours. So it is known
 * after a crash whom the live trust lets in, and a trust that is retained stays in force without a break.
 */
@Component
class ResourceAdopter {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** IAM shows a change everywhere within about a minute; this is twice as long. */
    private static final Duration UNTIL_DELETED_EVERYWHERE = Duration.ofMinutes(2);

    private final StepServices services;
    private final TrustRetention trustRetention;

    ResourceAdopter(StepServices services, TrustRetention trustRetention) {
        this.services = services;
        this.trustRetention = trustRetention;
    }

    /** Continues with a role once it is ours; otherwise fails if it must not be changed, or stores what was found. */
    StepResult role(EnvironmentAttempt attempt, LiveRole live, Function<LiveRole, StepResult> next) {
        if (attempt.owns(live.tags())) {
            return next.apply(live);
        }
        Optional<StepResult> refusal = refusal(attempt, live);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Adoption found = new Adoption(
                ResourceKind.ROLE.document(),
                live.arn(),
                live.trust().json(),
                trustRetention.of(live.arn(), live.trust()).isPresent());
        if (!isStored(attempt.environment(), found)) {
            return storeUnlessObstructed(attempt, ResourceKind.ROLE, found);
        }
        Map<String, String> tags = attempt.ownership().tagsWith(attempt.spec().tags());
        attempt.iam().tagRole(live.name(), tags);
        return next.apply(live.withTags(tags));
    }

    /** Continues with a policy once it is ours; otherwise fails if it must not be changed, or stores what was found. */
    StepResult policy(
            EnvironmentAttempt attempt, ResourceKind kind, LivePolicy live, Function<LivePolicy, StepResult> next) {
        if (attempt.owns(live.tags())) {
            return next.apply(live);
        }
        Optional<StepResult> refusal = refusal(attempt, live);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        PolicyDocument document = attempt.iam().policyDocument(live.arn(), live.defaultVersionId());
        Adoption found = new Adoption(kind.document(), live.arn(), document.json(), false);
        if (!isStored(attempt.environment(), found)) {
            return storeUnlessObstructed(attempt, kind, found);
        }
        Map<String, String> tags = attempt.ownership().tagsWith(attempt.spec().tags());
        attempt.iam().tagPolicy(live.arn(), tags);
        return next.apply(live.withTags(tags));
    }

    /** The integration that the live trust describes, if that trust was adopted and is retained. */
    Optional<ProviderIntegration> retained(Environment environment, LiveRole live) {
        return environment
                .observed()
                .adoptions()
                .find(ResourceKind.ROLE)
                .filter(adoption -> !environment.desired().isWithdrawn())
                .filter(adoption -> adoption.keeps(live.trust()))
                .flatMap(Adoption::keptPrincipal)
                .map(principal -> ProviderIntegration.ofTrust(principal, live.arn(), services.now()));
    }

    /**
     * Stores in the running transaction that a resource is adopted.
     *
     * @param retained the integration, if a trust is retained
     */
    void adopted(Environment environment, ResourceKind kind, @Nullable ProviderIntegration retained) {
        environment.observed().adoptions().intended(kind).ifPresent(adoption -> {
            String requestedBy = environment.desired().requestedBy();
            PolicyDocument document = new PolicyDocument(adoption.document());
            services.applied(environment, kind, document, requestedBy, "adopted as it stood");
            services.observations(environment).adopted(adoption, retained);
            services.publish(new ResourceAdopted(Source.of(environment), requestedBy, adoption, retained));
        });
    }

    private static boolean isStored(Environment environment, Adoption found) {
        return environment.observed().adoptions().intended().contains(found);
    }

    /**
     * Looks at the other two resources before the first one is tagged: an adoption that stopped half-way would leave a
     * role that is in use with our tags.
     */
    private StepResult storeUnlessObstructed(EnvironmentAttempt attempt, ResourceKind kind, Adoption found) {
        return Arrays.stream(ResourceKind.values())
                .filter(other -> other != kind)
                .flatMap(other -> refusal(attempt, other).stream())
                .findFirst()
                .orElseGet(() -> attempt.again(
                        environment -> services.observations(environment).intendToAdopt(found)));
    }

    private Optional<StepResult> refusal(EnvironmentAttempt attempt, ResourceKind kind) {
        IamAccount iam = attempt.iam();
        return kind == ResourceKind.ROLE
                ? iam.findRole(attempt.spec().names().role())
                        .filter(live -> !attempt.owns(live.tags()))
                        .flatMap(live -> refusal(attempt, live))
                : iam.findPolicy(ManagedPolicies.arn(attempt.spec(), kind, iam.account()))
                        .filter(live -> !attempt.owns(live.tags()))
                        .flatMap(live -> refusal(attempt, live));
    }

    private Optional<StepResult> refusal(EnvironmentAttempt attempt, LiveRole live) {
        return AdoptionRules.obstacle(attempt.spec(), attempt.ownership(), live.arn(), live.trust(), live.tags())
                .or(() -> Ownership.ofRole(attempt.environment(), live) == Ownership.UNTAGGED
                        ? Optional.empty()
                        : trustRetention.obstacle(attempt.spec(), live.arn(), live.trust()))
                .map(obstacle -> refusal(attempt, obstacle, live.tags()));
    }

    private Optional<StepResult> refusal(EnvironmentAttempt attempt, LivePolicy live) {
        return AdoptionRules.obstacle(attempt.spec(), attempt.ownership(), live.arn(), live.tags())
                .map(obstacle -> refusal(attempt, obstacle, live.tags()));
    }

    /** IAM may still show what a deletion has deleted: what has the id of an environment that is gone may disappear. */
    private StepResult refusal(EnvironmentAttempt attempt, WorkflowProblem obstacle, Map<String, String> tags) {
        boolean mayBeDeleted =
                attempt.ownership().otherOwner(tags).filter(services::isGone).isPresent();
        return mayBeDeleted
                ? new StepResult.Wait(obstacle, LOOK_AGAIN, UNTIL_DELETED_EVERYWHERE)
                : new StepResult.Failed(obstacle);
    }
}
