package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.IntegrationRejected;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.workflow.StepResult;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role stands, carries our id, and denies everyone. */
class CreateRole extends EnvironmentStep {

    static final String NAME = "create-role";

    private static final PolicyDocument DENY_ALL = PolicyRenderer.denyAll();

    private final ResourceAdopter adopting;

    CreateRole(StepContext support, ResourceAdopter adopting) {
        super(NAME, support);
        this.adopting = adopting;
    }

    /** What is to be adopted most likely stands already, and is looked at first. */
    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        String name = environment.spec().names().role();
        Optional<LiveRole> live = environment.spec().adoptExisting() ? iam.findRole(name) : Optional.empty();
        if (live.isPresent()) {
            return takeUp(environment, iam, live.get());
        }
        try {
            return made(environment, iam, create(environment, iam));
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return iam.findRole(name)
                    .map(role -> takeUp(environment, iam, role))
                    .orElseGet(() -> notVisible(environment));
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
                ownership(environment).tagsWith(spec.tags())));
    }

    /** It exists: ours from an attempt whose answer was lost or of an earlier spec, or somebody else's. */
    private StepResult takeUp(Environment environment, IamAccount iam, LiveRole live) {
        return adopting.role(environment, iam, live, role -> bringUp(environment, iam, role));
    }

    /** A trust that was taken over with its role is in use: it is changed, if at all, once all else stands. */
    private StepResult bringUp(Environment environment, IamAccount iam, LiveRole role) {
        DesiredIam wanted = DesiredIam.asEstablished(environment, iam.account());
        Optional<ProviderIntegration> kept = adopting.kept(environment, role);
        if (kept.isPresent()) {
            RoleUpdater.bringUpAllButTrust(iam, role, wanted);
            return done(environment, row -> ready(row, iam, role.arn(), kept.get()));
        }
        RoleUpdater.bringUp(iam, role, wanted);
        return done(environment, row -> {
            ready(row, iam, role.arn(), null);
            deniesAll(row, "role created: denies everyone");
        });
    }

    private void ready(Environment row, IamAccount iam, String arn, @Nullable ProviderIntegration kept) {
        dropIntegrationOfAnotherRole(row, arn);
        row.observations(support().now()).roleReady(iam.account(), arn);
        adopting.taken(row, PolicyKind.TRUST, kept);
    }

    static StepResult notVisible(Environment environment) {
        return AwsFailureResults.notVisible(
                "role-not-visible",
                "AWS says that role " + environment.spec().names().role() + " exists, but does not show it yet.");
    }

    private StepResult made(Environment environment, IamAccount iam, String arn) {
        return done(environment, row -> {
            dropIntegrationOfAnotherRole(row, arn);
            row.observations(support().now()).roleCreated(iam.account(), arn);
            deniesAll(row, "role created: denies everyone");
        });
    }

    private void deniesAll(Environment row, String reason) {
        support().applied(row, PolicyKind.TRUST, DENY_ALL, row.desired().requestedBy(), reason);
    }

    /** A callback that came before the account was known could be matched by the role's name only. */
    private void dropIntegrationOfAnotherRole(Environment row, String arn) {
        ProviderIntegration early = row.desired().integration();
        if (early != null && !early.customerIamRoleArn().equals(arn)) {
            row.observations(support().now()).integrationRejected();
            support().publish(new IntegrationRejected(Source.of(row), early, arn));
        }
    }
}
