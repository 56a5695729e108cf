package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepAttempt;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * A step that ensures one result in one account's IAM. A failure of AWS becomes a result of the step, not an exception.
 */
abstract class EnvironmentStep implements Step {

    private final String name;
    private final StepServices services;

    EnvironmentStep(String name, StepServices services) {
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
            return ensureOnceTagsAreSeen(new EnvironmentAttempt(context, services, environment));
        } catch (AwsException failure) {
            return failure.kind() == AwsException.Kind.ACCOUNT_NOT_CONNECTED
                    ? notConnected(environment, failure)
                    : AwsFailureResults.toResult(failure);
        }
    }

    private StepResult ensureOnceTagsAreSeen(EnvironmentAttempt attempt) {
        try {
            return ensure(attempt);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.ACCESS_DENIED && attempt.hasJustTagged()) {
                return AwsFailureResults.toResultAfterTagging(failure);
            }
            throw failure;
        }
    }

    /** Whether there is anything to do. */
    boolean isNeeded(Environment environment) {
        return true;
    }

    /** The account cannot be used: no role to assume is configured, or it cannot be assumed. */
    StepResult notConnected(Environment environment, AwsException failure) {
        return AwsFailureResults.toResult(failure);
    }

    /** Ensures the result, however often it is called. An {@link AwsException} becomes a result by its kind. */
    abstract StepResult ensure(EnvironmentAttempt attempt);

    final StepServices services() {
        return services;
    }
}
