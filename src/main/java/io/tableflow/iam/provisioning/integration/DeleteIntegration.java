package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.IntegrationLeft;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the provider integration at Confluent before anything in IAM is touched: Tableflow needs the role to clean up. While
 * something uses the integration the deletion waits, however long that takes, since only people can end it. A forced deletion goes on
 * without it, and says so in the audit trail.
 */
class DeleteIntegration extends IntegrationStep {

    /** Confluent refuses a deletion for a while also after Tableflow was disabled. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private static final Duration LOOK_FOR_UNHEARD = Duration.ofSeconds(2);
    private static final int USAGES_SHOWN = 5;

    DeleteIntegration(IntegrationServices services) {
        super("delete-integration", services);
    }

    @Override
    boolean isNeeded(Environment environment) {
        return environment.isIntegrationDeletedByDeletion()
                && !environment.deletion().isAbandoned();
    }

    @Override
    StepResult withoutKey(AttemptContext context, Environment environment) {
        String forcedBy = environment.deletion().forcedBy();
        if (forcedBy == null) {
            return super.withoutKey(context, environment);
        }
        context.store(() -> leave(services().environment(context.subject()), forcedBy, noKey().detail()));
        return StepResult.done();
    }

    @Override
    StepResult ensureResult(IntegrationAttempt attempt) {
        Instant mayAppearUntil = services().mayAppearUntil(attempt.environment());
        Optional<CloudIntegration> found = find(attempt);
        if (found.isEmpty()) {
            return absent(mayAppearUntil);
        }
        if (!found.get().usages().isEmpty()) {
            return inTheWay(attempt, inUse(found.get(), found.get().usages()), LOOK_AGAIN);
        }
        try {
            attempt.cloud().delete(attempt.target().environmentId(), found.get().id());
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.CONFLICT) {
                return inTheWay(attempt, inUse(found.get(), List.of(String.valueOf(failure.detail()))), LOOK_AGAIN);
            }
            if (failure.kind() != Kind.FORBIDDEN || attempt.listed().isPresent()) {
                throw failure;
            }
            // Confluent may say 403 of what is gone.
        }
        return services().now().isBefore(mayAppearUntil) ? StepResult.again() : StepResult.done();
    }

    /** By its id, where that is known: one call. What is not found by it may have been made anew. */
    private static Optional<CloudIntegration> find(IntegrationAttempt attempt) {
        ProviderIntegration known = attempt.environment().desired().integration();
        if (known == null
                || !attempt.target().environmentId().equals(known.confluentEnvironmentId())
                || !known.customerIamRoleArn().equals(attempt.role().toString())) {
            return attempt.listed();
        }
        try {
            Optional<CloudIntegration> found = attempt.cloud()
                    .find(attempt.target().environmentId(), known.id())
                    .filter(it -> it.customerRole().equals(attempt.role()));
            return found.isPresent() ? found : attempt.listed();
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.FORBIDDEN) {
                return attempt.listed();
            }
            throw failure;
        }
    }

    private StepResult absent(Instant mayAppearUntil) {
        return services().now().isBefore(mayAppearUntil)
                ? new StepResult.Wait(
                        WorkflowProblem.passing(
                                "integration-not-visible-yet",
                                "A call that makes the provider integration had no answer. Confluent does not have one, and"
                                        + " may yet, until " + mayAppearUntil + "."),
                        LOOK_FOR_UNHEARD,
                        CloudFailureResults.WITHOUT_END)
                : StepResult.done();
    }

    private static WorkflowProblem inUse(CloudIntegration integration, List<String> by) {
        String shown = String.join(", ", by.stream().limit(USAGES_SHOWN).toList());
        String more = by.size() > USAGES_SHOWN ? " and " + (by.size() - USAGES_SHOWN) + " more" : "";
        return new WorkflowProblem(
                "integration-in-use",
                "Confluent does not delete provider integration " + integration.id() + ", since it is used: " + shown
                        + more + ". Role and policies stay until then, as Tableflow needs them to clean up.",
                "Disable Tableflow on the topics and delete the catalog integrations that use it, at Confluent: the deletion"
                        + " goes on by itself. Or DELETE with force=true, which leaves the integration there.");
    }

    /** Waits; or goes on, if the deletion is forced. */
    private StepResult inTheWay(IntegrationAttempt attempt, WorkflowProblem why, Duration lookAgain) {
        return forcedPast(attempt, why)
                .orElseGet(() -> new StepResult.Wait(why, lookAgain, CloudFailureResults.WITHOUT_END));
    }

    /** What will not pass by itself does not stop a forced deletion. */
    @Override
    StepResult onFailure(IntegrationAttempt attempt, ConfluentCloudException failure) {
        StepResult result = super.onFailure(attempt, failure);
        return result instanceof StepResult.Failed(WorkflowProblem problem)
                ? forcedPast(attempt, problem).orElse(result)
                : result;
    }

    private Optional<StepResult> forcedPast(IntegrationAttempt attempt, WorkflowProblem why) {
        String forcedBy = attempt.environment().deletion().forcedBy();
        return forcedBy == null
                ? Optional.empty()
                : Optional.of(attempt.done(environment -> leave(environment, forcedBy, why.detail())));
    }

    private void leave(Environment environment, String forcedBy, String why) {
        services()
                .publish(new IntegrationLeft(
                        Source.of(environment),
                        forcedBy,
                        idOf(environment.desired().integration()),
                        Objects.requireNonNull(environment.spec().confluent()).environmentId(),
                        why));
    }

    private static @Nullable String idOf(@Nullable ProviderIntegration integration) {
        return integration == null ? null : integration.id();
    }
}
