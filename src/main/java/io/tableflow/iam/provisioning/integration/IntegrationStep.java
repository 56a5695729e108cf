package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepAttempt;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * A step that ensures one result at Confluent Cloud. A failure of Confluent becomes a result of the step, not an exception.
 */
public abstract class IntegrationStep implements Step {

    private final String name;
    private final IntegrationServices services;

    IntegrationStep(String name, IntegrationServices services) {
        this.name = name;
        this.services = services;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<StepAttempt> prepare(AttemptContext context) {
        Environment environment = services.environment(context.subject());
        return isNeeded(environment) ? Optional.of(() -> attempt(context, environment)) : Optional.empty();
    }

    private StepResult attempt(AttemptContext context, Environment environment) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("environment", environment.name())) {
            Optional<ConfluentCloud> cloud = services.cloud();
            return withoutAsking(context, environment)
                    .orElseGet(() -> cloud.isEmpty()
                            ? withoutKey(context, environment)
                            : ensure(new IntegrationAttempt(context, services, environment, cloud.get())));
        }
    }

    /** What comes of the step where Confluent is not to be asked; empty: it is. */
    Optional<StepResult> withoutAsking(AttemptContext context, Environment environment) {
        return Optional.empty();
    }

    /** The key was taken out of the settings since the spec was accepted. */
    StepResult withoutKey(AttemptContext context, Environment environment) {
        return new StepResult.Failed(noKey());
    }

    static WorkflowProblem noKey() {
        return new WorkflowProblem(
                "confluent-not-configured",
                "The service may not call Confluent Cloud: tableflow.confluent.api-key is not set.",
                "Set tableflow.confluent.api-key and tableflow.confluent.api-secret, then retry.");
    }

    private StepResult ensure(IntegrationAttempt attempt) {
        try {
            return ensureResult(attempt);
        } catch (ConfluentCloudException failure) {
            return onFailure(attempt, failure);
        }
    }

    /** What a call that failed means for the step. */
    StepResult onFailure(IntegrationAttempt attempt, ConfluentCloudException failure) {
        return CloudFailureResults.toResult(failure);
    }

    /** Whether there is anything to do. */
    abstract boolean isNeeded(Environment environment);

    /** Ensures the result, however often it is called. A {@link ConfluentCloudException} becomes a result by its kind. */
    abstract StepResult ensureResult(IntegrationAttempt attempt);

    final IntegrationServices services() {
        return services;
    }
}
