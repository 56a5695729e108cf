package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The role is what the row asks for, trust and all. Where there is none any more it is made anew and denies everyone:
 * the trust then follows by a workflow of its own, once there is something behind the door.
 */
class EnsureRole extends EnvironmentStep {

    static final String NAME = "ensure-role";

    private final ResourceAdopter adopting;

    EnsureRole(StepContext support, ResourceAdopter adopting) {
        super(NAME, support);
        this.adopting = adopting;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        Optional<LiveRole> live = iam.findRole(environment.spec().names().role());
        if (live.isEmpty()) {
            return restore(environment, iam);
        }
        return adopting.role(environment, iam, live.get(), role -> bringUp(environment, iam, role));
    }

    /** What a trust says that was taken over counts as long as nobody told us of Confluent's half. */
    private StepResult bringUp(Environment environment, IamAccount iam, LiveRole role) {
        DesiredIam asked = DesiredIam.asAsked(environment, iam.account());
        Optional<ProviderIntegration> kept = adopting.kept(environment, role);
        DesiredIam wanted = asked.integration() == null ? asked.trusting(kept.orElse(null)) : asked;
        RoleUpdater.bringUp(iam, role, wanted);
        return kept(environment, wanted, kept.orElse(null));
    }

    private StepResult restore(Environment environment, IamAccount iam) {
        String arn;
        try {
            arn = CreateRole.create(environment, iam);
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return CreateRole.notVisible(environment);
        }
        PolicyDocument denyAll = PolicyRenderer.denyAll();
        return done(environment, row -> {
            row.observations(support().now()).roleCreated(iam.account(), arn);
            support()
                    .applied(
                            row,
                            PolicyKind.TRUST,
                            denyAll,
                            row.desired().requestedBy(),
                            "role made again: denies everyone");
        });
    }

    private StepResult kept(Environment environment, DesiredIam wanted, @Nullable ProviderIntegration adopted) {
        ProviderIntegration integration = wanted.integration();
        return done(environment, row -> {
            adopting.taken(row, PolicyKind.TRUST, adopted);
            if (integration != null
                    && !integration.asksForSameTrustAs(row.observed().trusted())) {
                UpdateTrust.established(support(), row, integration, wanted.trust());
            } else {
                support()
                        .applied(
                                row,
                                PolicyKind.TRUST,
                                wanted.trust(),
                                row.desired().requestedBy(),
                                "spec updated");
            }
        });
    }
}
