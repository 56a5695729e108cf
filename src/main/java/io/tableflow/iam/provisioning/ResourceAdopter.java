package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.AdoptionRules;
import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.ResourceAdopted;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes over what stands already, if that was asked for. In two attempts at one step: what is found is noted on the row, and
 * then tagged, and from there on it is changed like anything of ours. A crash in between finds the note, and so whom the
 * live trust lets in: as long as that is to be kept, it is in force without a break.
 */
@Component
class ResourceAdopter {

    private final StepContext support;
    private final TrustRetention keptTrust;

    ResourceAdopter(StepContext support, TrustRetention keptTrust) {
        this.support = support;
        this.keptTrust = keptTrust;
    }

    /** Goes on with a role once it is ours; else says what stands in the way, or notes it. */
    StepResult role(Environment environment, IamAccount iam, LiveRole live, Function<LiveRole, StepResult> goOn) {
        OwnershipTags ownership = EnvironmentStep.ownership(environment);
        if (ownership.owns(live.tags())) {
            return goOn(environment, PolicyKind.TRUST, () -> goOn.apply(live));
        }
        Optional<WorkflowProblem> obstacle =
                AdoptionRules.obstacle(environment.spec(), ownership, live.arn(), live.trust(), live.tags());
        if (obstacle.isPresent()) {
            return new StepResult.Failed(obstacle.get());
        }
        Adoption found = new Adoption(
                PolicyKind.TRUST,
                live.arn(),
                live.trust().json(),
                keptTrust.of(live.arn(), live.trust()).isPresent());
        if (!isNoted(environment, found)) {
            return note(environment, found);
        }
        Map<String, String> tags = ownership.tagsWith(environment.spec().tags());
        iam.tagRole(live.name(), tags);
        return goOn(environment, PolicyKind.TRUST, () -> goOn.apply(live.withTags(merged(live.tags(), tags))));
    }

    /** Goes on with a policy once it is ours; else says what stands in the way, or notes it. */
    StepResult policy(
            Environment environment,
            IamAccount iam,
            PolicyKind kind,
            LivePolicy live,
            Function<LivePolicy, StepResult> goOn) {
        OwnershipTags ownership = EnvironmentStep.ownership(environment);
        if (ownership.owns(live.tags())) {
            return goOn(environment, kind, () -> goOn.apply(live));
        }
        Optional<WorkflowProblem> obstacle =
                AdoptionRules.obstacle(environment.spec(), ownership, live.arn(), live.tags());
        if (obstacle.isPresent()) {
            return new StepResult.Failed(obstacle.get());
        }
        PolicyDocument document = iam.policyDocument(live.arn(), live.defaultVersionId());
        Adoption found = new Adoption(kind, live.arn(), document.json(), false);
        if (!isNoted(environment, found)) {
            return note(environment, found);
        }
        Map<String, String> tags = ownership.tagsWith(environment.spec().tags());
        iam.tagPolicy(live.arn(), tags);
        return goOn(environment, kind, () -> goOn.apply(live.withTags(merged(live.tags(), tags))));
    }

    /** What is being taken over was tagged just now. */
    private static StepResult goOn(Environment environment, PolicyKind kind, Supplier<StepResult> step) {
        try {
            return step.get();
        } catch (AwsException denied) {
            boolean isTaken = environment.observed().adoptions().intended(kind).isEmpty();
            if (isTaken || denied.kind() != AwsException.Kind.ACCESS_DENIED) {
                throw denied;
            }
            return AwsFailureResults.toResultAfterTagging(denied);
        }
    }

    /** Confluent's half as the live trust says it, where that trust is the one that was taken over and stays in force. */
    Optional<ProviderIntegration> kept(Environment environment, LiveRole live) {
        return environment
                .observed()
                .adoptions()
                .find(PolicyKind.TRUST)
                .filter(adoption -> adoption.keeps(live.trust()))
                .flatMap(Adoption::keptPrincipal)
                .map(principal -> ProviderIntegration.ofTrust(principal, live.arn(), support.now()));
    }

    /**
     * Notes in the running transaction that what was about to be taken over is taken over.
     *
     * @param kept Confluent's half, where a trust stays in force
     */
    void taken(Environment row, PolicyKind kind, @Nullable ProviderIntegration kept) {
        row.observed().adoptions().intended(kind).ifPresent(adoption -> {
            PolicyDocument document = new PolicyDocument(adoption.document());
            support.applied(row, kind, document, row.desired().requestedBy(), "adopted as it stood");
            row.observations(support.now()).adopted(adoption, kept);
            support.publish(new ResourceAdopted(Source.of(row), row.desired().requestedBy(), adoption, kept));
        });
    }

    private static boolean isNoted(Environment environment, Adoption found) {
        return environment
                .observed()
                .adoptions()
                .intended(found.kind())
                .filter(found::equals)
                .isPresent();
    }

    private StepResult note(Environment environment, Adoption found) {
        WorkflowSubject subject = environment.subject();
        return new StepResult.Again(
                () -> support.environment(subject).observations(support.now()).intendToAdopt(found));
    }

    private static Map<String, String> merged(Map<String, String> live, Map<String, String> added) {
        Map<String, String> tags = new HashMap<>(live);
        tags.putAll(added);
        return tags;
    }
}
