package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentLifecycle;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.provisioning.integration.IntegrationSteps;
import io.tableflow.iam.workflow.Stage;
import io.tableflow.iam.workflow.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workflows of environments, and the stages of each. */
@Configuration(proxyBeanMethods = false)
class EnvironmentWorkflows {

    /**
     * Five writes: nobody can assume the role before, during or after. The role comes first, so that nothing exists if
     * somebody else has a role of its name.
     */
    @Bean
    WorkflowDefinition provision(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.PROVISION,
                List.of(
                        Stage.of(new ReconcileRole(services, adopter, ReconcileMode.CREATE)),
                        Stage.of(
                                new ReconcilePolicy(services, adopter, ReconcileMode.CREATE, ResourceKind.S3_POLICY),
                                new ReconcilePolicy(services, adopter, ReconcileMode.CREATE, ResourceKind.GLUE_POLICY)),
                        Stage.of(
                                new AttachPolicy(services, ResourceKind.S3_POLICY),
                                new AttachPolicy(services, ResourceKind.GLUE_POLICY))),
                lifecycle);
    }

    /**
     * One write between two reads: whether the role is still ours, and whether the trust reads back as it was written. Whoever asks for an
     * integration gets it before: the role exists by then, and denies everyone.
     */
    @Bean
    WorkflowDefinition updateTrust(
            StepServices services, IntegrationSteps integration, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE_TRUST,
                List.of(
                        Stage.of(integration.create()),
                        Stage.of(new UpdateTrust(services)),
                        Stage.of(new ReadBackTrust(services))),
                lifecycle);
    }

    /** One write for each difference. What can be reconciled is, also if another resource cannot. */
    @Bean
    WorkflowDefinition update(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.UPDATE, reconcile(services, adopter, ReconcileMode.UPDATE), lifecycle);
    }

    /** A comparison; nothing more if nothing of ours differs. */
    @Bean
    WorkflowDefinition repair(StepServices services, ResourceAdopter adopter, EnvironmentLifecycle lifecycle) {
        List<Stage> stages = new ArrayList<>();
        stages.add(Stage.of(new CompareStep(services)));
        stages.addAll(reconcile(services, adopter, ReconcileMode.REPAIR));
        return new EnvironmentWorkflow(EnvironmentWorkflowKind.REPAIR, stages, lifecycle);
    }

    private static List<Stage> reconcile(StepServices services, ResourceAdopter adopter, ReconcileMode mode) {
        EnvironmentStep role = new ReconcileRole(services, adopter, mode);
        EnvironmentStep s3 = new ReconcilePolicy(services, adopter, mode, ResourceKind.S3_POLICY);
        EnvironmentStep glue = new ReconcilePolicy(services, adopter, mode, ResourceKind.GLUE_POLICY);
        EnvironmentStep attachments = new ReconcileAttachments(services, mode);
        return List.of(
                Stage.of(role, s3, glue),
                Stage.of(attachments),
                Stage.of(new ReadBack(services, mode, List.of(role, s3, glue, attachments))));
    }

    /**
     * Deletes the integration first, where the environment has it: Tableflow cleans up with the role. Then it closes access, and then
     * removes the resources.
     */
    @Bean
    WorkflowDefinition teardown(StepServices services, IntegrationSteps integration, EnvironmentLifecycle lifecycle) {
        return new EnvironmentWorkflow(
                EnvironmentWorkflowKind.TEARDOWN,
                List.of(
                        Stage.of(integration.delete()),
                        Stage.of(new CloseTrust(services)),
                        Stage.of(
                                new DetachPolicy(services, ResourceKind.S3_POLICY),
                                new DetachPolicy(services, ResourceKind.GLUE_POLICY)),
                        Stage.of(
                                new DeletePolicy(services, ResourceKind.S3_POLICY),
                                new DeletePolicy(services, ResourceKind.GLUE_POLICY)),
                        Stage.of(new DeleteRole(services))),
                lifecycle);
    }
}
