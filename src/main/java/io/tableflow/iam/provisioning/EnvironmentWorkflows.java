package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentLifecycle;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workflows of environments, and the ordered steps of each. */
@Configuration(proxyBeanMethods = false)
class EnvironmentWorkflows {

    /** Five writes: nobody can assume the role before, during or after. */
    @Bean
    WorkflowDefinition provision(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.PROVISION,
                List.of(
                        new ReconcileRole(services, adopter, ReconcileMode.CREATE),
                        new ReconcilePolicy(services, adopter, ReconcileMode.CREATE, ResourceKind.S3_POLICY),
                        new ReconcilePolicy(services, adopter, ReconcileMode.CREATE, ResourceKind.GLUE_POLICY),
                        new AttachPolicy(services, ResourceKind.S3_POLICY),
                        new AttachPolicy(services, ResourceKind.GLUE_POLICY)),
                lifecycle);
    }

    /**
     * One write between two reads: whether the role is still ours, and whether the trust reads back as it was written.
     */
    @Bean
    WorkflowDefinition updateTrust(StepServices services, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE_TRUST,
                List.of(new UpdateTrust(services), new ReadBackTrust(services)),
                lifecycle);
    }

    /** One write for each difference; each step relies on those before it. */
    @Bean
    WorkflowDefinition update(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE, reconcile(services, adopter, ReconcileMode.UPDATE), lifecycle);
    }

    /** A comparison; nothing more if nothing of ours differs. */
    @Bean
    WorkflowDefinition repair(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        List<Step> steps = new ArrayList<>();
        steps.add(new CompareStep(services));
        steps.addAll(reconcile(services, adopter, ReconcileMode.REPAIR));
        return new EnvironmentWorkflow(EnvironmentWorkflowKind.REPAIR, steps, lifecycle);
    }

    private static List<Step> reconcile(StepServices services, ResourceAdopter adopter, ReconcileMode mode) {
        List<EnvironmentStep> reconcilers = List.of(
                new ReconcileRole(services, adopter, mode),
                new ReconcilePolicy(services, adopter, mode, ResourceKind.S3_POLICY),
                new ReconcilePolicy(services, adopter, mode, ResourceKind.GLUE_POLICY),
                new ReconcileAttachments(services, mode));
        List<Step> steps = new ArrayList<>(reconcilers);
        steps.add(new ReadBack(services, mode, reconcilers));
        return steps;
    }

    /** Closes access first, then removes the resources. */
    @Bean
    WorkflowDefinition teardown(StepServices services, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.TEARDOWN,
                List.of(
                        new CloseTrust(services),
                        new DetachPolicy(services, ResourceKind.S3_POLICY),
                        new DetachPolicy(services, ResourceKind.GLUE_POLICY),
                        new DeletePolicy(services, ResourceKind.S3_POLICY),
                        new DeletePolicy(services, ResourceKind.GLUE_POLICY),
                        new DeleteRole(services)),
                lifecycle);
    }
}
