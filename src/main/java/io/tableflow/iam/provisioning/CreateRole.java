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
        try {
            return ready(environment, iam, create(environment, iam));
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return takeUp(environment, iam);
        }
    }

    /** Makes it, whoever asks. */
    static String create(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        return iam.createRole(new NewRole(
                        spec.names().role(),
                        DENY_ALL,
                        "Confluent Tableflow, environment " + spec.name(),
                        Duration.ofSeconds(spec.maxSessionDurationSeconds()),
                        spec.permissionsBoundaryArn(),
                        ownership(environment).tagsWith(spec.tags())))
                .arn();
    }

    /** It exists: ours from an attempt whose answer was lost or of an earlier spec, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam) {
        String name = environment.spec().names().role();
        Optional<LiveRole> live = iam.findRole(name);
        if (live.isEmpty()) {
            return notVisible(environment);
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(Foreign.role(live.get().arn()));
        }
        RoleUpkeep.bringUp(iam, live.get(), Wanted.asEstablished(environment, iam.account()));
        return ready(environment, iam, live.get().arn());
    }

    static StepResult notVisible(Environment environment) {
        return AwsFailures.notVisible(
                "role-not-visible",
                "AWS says that role " + environment.spec().names().role() + " exists, but does not show it yet.");
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
