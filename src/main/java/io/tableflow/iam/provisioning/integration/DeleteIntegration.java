package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.provisioning.integration.IntegrationServices.Leaving;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the provider integration at Confluent before anything in IAM is touched: Tableflow needs the role to clean up. While
 * something uses the integration the deletion waits, however long that takes, since only people can end it. A forced deletion goes on
 * without it, and one of an environment that is abandoned does not ask: then the audit trail says what is left, and it is remembered.
 */
class DeleteIntegration extends IntegrationStep {

    /** Never changed, because it is stored. */
    static final String NAME = "delete-integration";

    /** Confluent refuses a deletion for a while also after Tableflow was disabled. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private static final Duration LOOK_FOR_UNHEARD = Duration.ofSeconds(2);
    private static final int USAGES_SHOWN = 5;
    private static final String FORCED = "the deletion was forced";
    private static final String NOT_VISIBLE_YET = "integration-not-visible-yet";
    private static final String LIST_EMPTY = "integration-list-empty";

    DeleteIntegration(IntegrationServices services) {
        super(NAME, services);
    }

    @Override
    boolean isNeeded(Environment environment) {
        return environment.isIntegrationDeletedByDeletion();
    }

    @Override
    Optional<StepResult> withoutAsking(AttemptContext context, Environment environment) {
        String abandonedBy = environment.deletion().abandonedBy();
        if (abandonedBy == null) {
            return Optional.empty();
        }
        Leaving leaving = new Leaving(
                null, abandonedBy, "the environment was abandoned", "The environment was abandoned: nobody is called.");
        context.store(() -> services().left(services().environment(context.subject()), leaving));
        return Optional.of(StepResult.done());
    }

    @Override
    StepResult withoutKey(AttemptContext context, Environment environment) {
        String forcedBy = environment.deletion().forcedBy();
        if (forcedBy == null) {
            return super.withoutKey(context, environment);
        }
        Leaving leaving = new Leaving(null, forcedBy, FORCED, noKey().detail());
        context.store(() -> services().left(services().environment(context.subject()), leaving));
        return StepResult.done();
    }

    @Override
    StepResult ensureResult(IntegrationAttempt attempt) {
        Instant mayAppearUntil = services().mayAppearUntil(attempt.environment());
        Found found = find(attempt);
        if (found.integration().isEmpty()) {
            return absent(attempt, found, mayAppearUntil);
        }
        CloudIntegration integration = found.integration().get();
        if (!integration.usages().isEmpty()) {
            return inUse(attempt, integration, integration.usages());
        }
        try {
            attempt.cloud().delete(attempt.target().environmentId(), integration.id());
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.CONFLICT) {
                return inUse(attempt, integration, List.of(String.valueOf(failure.detail())));
            }
            Found listed = failure.kind() == Kind.FORBIDDEN ? listed(attempt) : null;
            if (listed == null || listed.integration().isPresent()) {
                throw failure;
            }
            // Confluent may say 403 of what is gone.
            return absent(attempt, listed, mayAppearUntil);
        }
        return services().now().isBefore(mayAppearUntil) ? StepResult.again() : gone(attempt);
    }

    /**
     * What Confluent has for the role.
     *
     * @param isCertain whether that there is none is certain: it is not if a list is empty and Confluent does not say 404 either, since
     *     a key that has lost a right may see nothing
     */
    private record Found(Optional<CloudIntegration> integration, boolean isCertain) {}

    /** By its id, where that is known: one call. What is not found by it may have been made anew. */
    private static Found find(IntegrationAttempt attempt) {
        String known = IntegrationServices.knownId(attempt.environment());
        if (known == null) {
            return listed(attempt);
        }
        try {
            Optional<CloudIntegration> found = attempt.cloud()
                    .find(attempt.target().environmentId(), known)
                    .filter(it -> it.customerRole().equals(attempt.role()));
            return new Found(found.isPresent() ? found : listed(attempt).integration(), true);
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.FORBIDDEN) {
                return listed(attempt);
            }
            throw failure;
        }
    }

    private static Found listed(IntegrationAttempt attempt) {
        List<CloudIntegration> all = attempt.list();
        return new Found(
                all.stream()
                        .filter(it -> it.customerRole().equals(attempt.role()))
                        .findFirst(),
                !all.isEmpty());
    }

    private StepResult absent(IntegrationAttempt attempt, Found found, Instant mayAppearUntil) {
        if (services().now().isBefore(mayAppearUntil)) {
            return lookAgain(
                    NOT_VISIBLE_YET,
                    "A call that makes the provider integration had no answer. Confluent does not have one, and may yet,"
                            + " until " + mayAppearUntil + ".");
        }
        if (found.isCertain()) {
            return gone(attempt);
        }
        if (!attempt.isRetriedAfter(LIST_EMPTY) && !attempt.isRetriedAfter(NOT_VISIBLE_YET)) {
            return lookAgain(
                    LIST_EMPTY,
                    "Confluent lists no provider integration at all, which may be a mistake: the next look decides.");
        }
        Leaving leaving = new Leaving(
                null,
                attempt.environment().deletionRequestedBy(),
                "Confluent does not say whether it is gone",
                "Confluent lists no provider integration at all, and does not say 404 of this one: it is gone, or the key"
                        + " does not see it any more.");
        return attempt.done(environment -> services().left(environment, leaving));
    }

    private static StepResult lookAgain(String code, String why) {
        return new StepResult.Wait(
                WorkflowProblem.passing(code, why), LOOK_FOR_UNHEARD, CloudFailureResults.WITHOUT_END);
    }

    private StepResult gone(IntegrationAttempt attempt) {
        return attempt.done(services()::deleted);
    }

    /** Waits; or goes on, if the deletion is forced. */
    private StepResult inUse(IntegrationAttempt attempt, CloudIntegration integration, List<String> by) {
        String shown = String.join(", ", by.stream().limit(USAGES_SHOWN).toList());
        String more = by.size() > USAGES_SHOWN ? " and " + (by.size() - USAGES_SHOWN) + " more" : "";
        WorkflowProblem why = new WorkflowProblem(
                "integration-in-use",
                "Confluent does not delete provider integration " + integration.id() + ", since it is used: " + shown
                        + more + ". Role and policies stay until then, as Tableflow needs them to clean up.",
                "Disable Tableflow on the topics and delete the catalog integrations that use it, at Confluent: the deletion"
                        + " goes on by itself. Or DELETE with force=true, which leaves the integration there.");
        return forcedPast(attempt, integration.id(), why)
                .orElseGet(() -> new StepResult.Wait(why, LOOK_AGAIN, CloudFailureResults.WITHOUT_END));
    }

    /** What will not pass by itself does not stop a forced deletion. */
    @Override
    StepResult onFailure(IntegrationAttempt attempt, ConfluentCloudException failure) {
        StepResult result = super.onFailure(attempt, failure);
        return result instanceof StepResult.Failed(WorkflowProblem problem)
                ? forcedPast(attempt, null, problem).orElse(result)
                : result;
    }

    private Optional<StepResult> forcedPast(
            IntegrationAttempt attempt, @Nullable String integration, WorkflowProblem why) {
        String forcedBy = attempt.environment().deletion().forcedBy();
        return forcedBy == null
                ? Optional.empty()
                : Optional.of(attempt.done(environment ->
                        services().left(environment, new Leaving(integration, forcedBy, FORCED, why.detail()))));
    }
}
