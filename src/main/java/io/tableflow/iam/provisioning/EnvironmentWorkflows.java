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

/** The workflows of environments, and the steps of each in their order. */
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

    /** The sixth write, between two reads: is the role still ours, and does the trust read back as written? */
    @Bean
    WorkflowDefinition updateTrust(StepServices services, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE_TRUST,
                List.of(new UpdateTrust(services), new ReadBackTrust(services)),
                lifecycle);
    }

    /** One write for each difference, in the order in which each relies on the ones before. */
    @Bean
    WorkflowDefinition update(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE, reconcile(services, adopter, ReconcileMode.UPDATE), lifecycle);
    }

    /** A comparison, and where that shows no difference of ours, nothing more. */
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

    /** Access is closed first, then what it gave access to is removed. */
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
