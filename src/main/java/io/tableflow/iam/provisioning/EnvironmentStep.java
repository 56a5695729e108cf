package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.AwsWrites;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.Ownership;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.Subject;
import java.util.function.Consumer;

/** A step that ensures one thing in one account's IAM. What AWS refuses becomes a result, not an exception. */
abstract class EnvironmentStep implements Step {

    private final String name;
    private final StepSupport support;

    EnvironmentStep(String name, StepSupport support) {
        this.name = name;
        this.support = support;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Whatever comes of it, what was written to AWS is noted. */
    @Override
    public final StepResult attempt(Subject subject) {
        Environment environment = support.environment(subject);
        try (AwsWrites writes = AwsWrites.remember()) {
            StepResult result = judged(environment);
            return writes.all().isEmpty()
                    ? result
                    : new StepResult.Noted(result, support.telling(environment, name, writes.all()));
        }
    }

    private StepResult judged(Environment environment) {
        try {
            return ensure(environment, support.iam(environment));
        } catch (AwsFailure failure) {
            return failure.kind() == AwsFailure.Kind.ACCOUNT_NOT_CONNECTED
                    ? notConnected(environment, failure)
                    : AwsFailures.toResult(failure);
        } catch (RuntimeException unexpected) {
            return StepResult.unexpected(this, environment.subject(), unexpected);
        }
    }

    /** The account cannot be worked in: no role to assume is set, or it cannot be assumed. */
    StepResult notConnected(Environment environment, AwsFailure failure) {
        return AwsFailures.toResult(failure);
    }

    /** Ensures it, however often it is called. An {@link AwsFailure} that gets out is judged by its kind. */
    abstract StepResult ensure(Environment environment, IamAccount iam);

    final StepSupport support() {
        return support;
    }

    /** Done; {@code effect} is applied to the row as it is when the outcome is stored, not as the step read it. */
    final StepResult done(Environment environment, Consumer<Environment> effect) {
        Subject subject = environment.subject();
        return StepResult.done(() -> effect.accept(support.environment(subject)));
    }

    static Ownership ownership(Environment environment) {
        return new Ownership(environment.name(), environment.id());
    }
}
