package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentLifecycle;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.WorkflowDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The table of contents: which steps each workflow has, in their order. */
@Configuration(proxyBeanMethods = false)
class EnvironmentWorkflows {

    /** Five writes: nobody can assume the role before, during or after. */
    @Bean
    WorkflowDefinition provision(StepContext support, ResourceAdopter adopting, EnvironmentLifecycle flow) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.PROVISION,
                List.of(
                        new CreateRole(support, adopting),
                        new CreatePolicy(support, adopting, PolicyKind.S3),
                        new CreatePolicy(support, adopting, PolicyKind.GLUE),
                        new AttachPolicy(support, PolicyKind.S3),
                        new AttachPolicy(support, PolicyKind.GLUE)),
                flow);
    }

    /** The sixth write, between two reads: is the role still ours, and does the trust stand as written? */
    @Bean
    WorkflowDefinition updateTrust(StepContext support, EnvironmentLifecycle flow) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE_TRUST,
                List.of(new UpdateTrust(support), new ReadBackTrust(support)),
                flow);
    }

    /** As many writes as things differ, in the order in which each relies on the ones before. */
    @Bean
    WorkflowDefinition update(StepContext support, ResourceAdopter adopting, EnvironmentLifecycle flow) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE, ensureAll(support, adopting, EnvironmentWorkflowKind.UPDATE), flow);
    }

    /** A look, and where that shows nothing of ours that differs, nothing more. */
    @Bean
    WorkflowDefinition repair(StepContext support, ResourceAdopter adopting, EnvironmentLifecycle flow) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.REPAIR,
                Stream.concat(
                                Stream.of(new CompareStep(support)),
                                ensureAll(support, adopting, EnvironmentWorkflowKind.REPAIR).stream()
                                        .map(step -> new IfRepairIsAsked(support, step)))
                        .toList(),
                flow);
    }

    private static List<Step> ensureAll(StepContext support, ResourceAdopter adopting, EnvironmentWorkflowKind kind) {
        List<EnvironmentStep> steps = List.of(
                new EnsureRole(support, adopting),
                new EnsurePolicy(support, adopting, PolicyKind.S3),
                new EnsurePolicy(support, adopting, PolicyKind.GLUE),
                new EnsureAttachments(support));
        return Stream.concat(steps.stream(), Stream.of(new ReadBack(support, kind, steps)))
                .map(Step.class::cast)
                .toList();
    }

    /** Access is taken away first, then what it was access to. */
    @Bean
    WorkflowDefinition teardown(StepContext support, EnvironmentLifecycle flow) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.TEARDOWN,
                List.of(
                        new CloseTrust(support),
                        new DetachPolicy(support, PolicyKind.S3),
                        new DetachPolicy(support, PolicyKind.GLUE),
                        new DeletePolicy(support, PolicyKind.S3),
                        new DeletePolicy(support, PolicyKind.GLUE),
                        new DeleteRole(support)),
                flow);
    }
}
