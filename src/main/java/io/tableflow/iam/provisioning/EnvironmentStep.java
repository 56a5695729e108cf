package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsWriteRecorder;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.util.function.Consumer;

/** A step that ensures one thing in one account's IAM. What AWS refuses becomes a result, not an exception. */
abstract class EnvironmentStep implements Step {

    private final String name;
    private final StepContext support;

    EnvironmentStep(String name, StepContext support) {
        this.name = name;
        this.support = support;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Whatever comes of it, what was written to AWS is noted. */
    @Override
    public final StepResult attempt(WorkflowSubject subject) {
        Environment environment = support.environment(subject);
        try (AwsWriteRecorder writes = AwsWriteRecorder.remember()) {
            StepResult result = judged(environment);
            return writes.all().isEmpty()
                    ? result
                    : new StepResult.Noted(result, support.telling(environment, name, writes.all()));
        }
    }

    private StepResult judged(Environment environment) {
        try {
            return ensure(environment, support.iam(environment));
        } catch (AwsException failure) {
            return failure.kind() == AwsException.Kind.ACCOUNT_NOT_CONNECTED
                    ? notConnected(environment, failure)
                    : AwsFailureResults.toResult(failure);
        } catch (RuntimeException unexpected) {
            return StepResult.unexpected(this, environment.subject(), unexpected);
        }
    }

    /** The account cannot be worked in: no role to assume is set, or it cannot be assumed. */
    StepResult notConnected(Environment environment, AwsException failure) {
        return AwsFailureResults.toResult(failure);
    }

    /** Ensures it, however often it is called. An {@link AwsException} that gets out is judged by its kind. */
    abstract StepResult ensure(Environment environment, IamAccount iam);

    final StepContext support() {
        return support;
    }

    /** Done; {@code effect} is applied to the row as it is when the outcome is stored, not as the step read it. */
    final StepResult done(Environment environment, Consumer<Environment> effect) {
        WorkflowSubject subject = environment.subject();
        return StepResult.done(() -> effect.accept(support.environment(subject)));
    }

    static OwnershipTags ownership(Environment environment) {
        return new OwnershipTags(environment.name(), environment.id());
    }
}
