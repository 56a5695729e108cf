package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.CloudWrite;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.workflow.AttemptContext;
import io.tableflow.iam.workflow.StepResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One attempt at a step at Confluent Cloud. Each call that changes something there is recorded for the audit trail as soon as
 * it has ended, and stored whatever the attempt's outcome is.
 */
final class IntegrationAttempt {

    private final AttemptContext context;
    private final IntegrationServices services;
    private final Environment environment;
    private final ConfluentCloud cloud;

    IntegrationAttempt(
            AttemptContext context, IntegrationServices services, Environment environment, ConfluentCloud cloud) {
        this.context = context;
        this.services = services;
        this.environment = environment;
        this.cloud = cloud.recording(context::requireTime, this::record);
    }

    private void record(CloudWrite write) {
        ConfluentWriteEvent event = ConfluentWriteEvent.of(write, environment, role(), context);
        context.record(() -> services.publish(event));
        if (event.mayHaveTakenEffect()) {
            context.outcomeUnknown();
        }
    }

    /** The environment as it was when the attempt began. */
    Environment environment() {
        return environment;
    }

    /** Where the integration belongs. */
    ConfluentSpec target() {
        return Objects.requireNonNull(environment.spec().confluent(), "the step is for those who ask for it");
    }

    /** The environment's role. */
    RoleArn role() {
        return RoleArn.parse(Objects.requireNonNull(
                        environment.observed().resources().role().arn(), "it was created by a workflow before"))
                .orElseThrow();
    }

    ConfluentCloud cloud() {
        return cloud;
    }

    /** Counts the attempts at this step, from 1. */
    int number() {
        return context.number();
    }

    /** Whether the attempt before this one ended with that problem. */
    boolean isRetriedAfter(String problemCode) {
        return context.isRetriedAfter(problemCode);
    }

    /** All that Confluent has, in the Confluent environment of the spec. */
    List<CloudIntegration> list() {
        return cloud.list(target().environmentId());
    }

    /** The integration that Confluent has for the role, in the Confluent environment of the spec. */
    Optional<CloudIntegration> listed() {
        return list().stream().filter(it -> it.customerRole().equals(role())).findFirst();
    }

    /** Done; {@code effect} is applied to the environment as it is when the outcome is stored. */
    StepResult done(Consumer<Environment> effect) {
        context.store(() -> effect.accept(services.environment(context.subject())));
        return StepResult.done();
    }
}
