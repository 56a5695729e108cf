package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.environment.Integration;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyDocuments;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The role stands, carries our id, and denies everyone. */
class CreateRole extends EnvironmentStep {

    static final String NAME = "create-role";

    private static final PolicyDocument DENY_ALL = PolicyDocuments.denyAll();

    CreateRole(StepSupport support) {
        super(NAME, support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        try {
            String arn = iam.createRole(new NewRole(
                            spec.names().role(),
                            DENY_ALL,
                            "Confluent Tableflow, environment " + spec.name(),
                            Duration.ofSeconds(spec.maxSessionDurationSeconds()),
                            spec.permissionsBoundaryArn(),
                            ownership(environment).tagsWith(spec.tags())))
                    .arn();
            return ready(environment, iam, arn);
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return takeUp(environment, iam);
        }
    }

    /** It exists: ours from an attempt whose answer was lost, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam) {
        String name = environment.spec().names().role();
        Optional<LiveRole> live = iam.findRole(name);
        if (live.isEmpty()) {
            return AwsFailures.notVisible(
                    "role-not-visible", "AWS says that role " + name + " exists, but does not show it yet.");
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(Foreign.role(live.get().arn()));
        }
        if (!live.get().trust().sameAs(DENY_ALL)) {
            iam.updateTrust(name, DENY_ALL);
        }
        return ready(environment, iam, live.get().arn());
    }

    private StepResult ready(Environment environment, IamAccount iam, String arn) {
        return done(environment, row -> {
            row.roleReady(iam.account(), arn, support().now());
            support().applied(row, PolicyKind.TRUST, DENY_ALL, row.requestedBy(), "role created: denies everyone");
            dropIntegrationOfAnotherRole(row, arn);
        });
    }

    /** A callback that came before the account was known could be matched by the role's name only. */
    private void dropIntegrationOfAnotherRole(Environment row, String arn) {
        Integration early = row.integration();
        if (early != null && !early.customerIamRoleArn().equals(arn)) {
            row.forgetIntegration(support().now());
            support()
                    .publish(
                            EnvironmentEvent.Type.INTEGRATION_REJECTED,
                            row,
                            Map.of("integration", early.id(), "expects", early.customerIamRoleArn(), "role", arn));
        }
    }
}
