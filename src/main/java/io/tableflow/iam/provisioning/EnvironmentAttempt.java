package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowStep;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One attempt at a step of an environment's workflow. Each write to AWS is recorded for the audit trail as soon as the
 * call has ended, and stored whatever the attempt's outcome is.
 */
final class EnvironmentAttempt {

    private static final Set<String> TAGGING = Set.of("TagRole", "TagPolicy");

    private final AttemptContext context;
    private final StepServices services;
    private final Environment environment;
    private final IamAccount iam;
    private boolean tagged;

    EnvironmentAttempt(AttemptContext context, StepServices services, Environment environment) {
        this.context = context;
        this.services = services;
        this.environment = environment;
        this.iam = services.account(environment).recording(context::requireTime, this::record);
    }

    private void record(AwsWrite write) {
        tagged |= TAGGING.contains(write.operation()) && write.outcome().equals(AwsWrite.OK);
        AwsWriteEvent event = AwsWriteEvent.of(write, iam.account(), environment, context);
        context.record(() -> services.publish(event));
        if (write.outcome().equals(AwsWrite.NO_ANSWER)) {
            context.outcomeUnknown();
        }
    }

    /** The environment as it was when the attempt began. */
    Environment environment() {
        return environment;
    }

    EnvironmentSpec spec() {
        return environment.spec();
    }

    /** The IAM of the environment's account. */
    IamAccount iam() {
        return iam;
    }

    /** Counts the attempts at this step, from 1. */
    int number() {
        return context.number();
    }

    /**
     * Whether this attempt, or one before it that was denied something since, has tagged a resource: IAM may not see the
     * tags yet, on which the permission for its next change depends.
     */
    boolean hasJustTagged() {
        return tagged || context.isRetriedAfter(AwsFailureResults.ACCESS_DENIED);
    }

    /** A step that the same workflow has done before. */
    Optional<WorkflowStep> doneBefore(String stepName) {
        return context.doneBefore(stepName);
    }

    OwnershipTags ownership() {
        return new OwnershipTags(environment.name(), environment.id());
    }

    /** Whether a resource with these tags belongs to this environment. */
    boolean owns(Map<String, String> tags) {
        return ownership().owns(tags);
    }

    /**
     * Done; {@code effect} is applied to the environment as it is when the outcome is stored, not as it was when the
     * attempt began.
     */
    StepResult done(Consumer<Environment> effect) {
        store(effect);
        return StepResult.done();
    }

    /** Attempts the step again after {@code effect} is stored. */
    StepResult again(Consumer<Environment> effect) {
        store(effect);
        return StepResult.again();
    }

    /** Applies something that is known by now, whatever comes of the attempt. */
    void storeAnyway(Consumer<Environment> effect) {
        context.storeAnyway(() -> effect.accept(services.environment(context.subject())));
    }

    private void store(Consumer<Environment> effect) {
        context.store(() -> effect.accept(services.environment(context.subject())));
    }
}
