package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.Integration;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyDocuments;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/**
 * The role is what the row asks for, trust and all. Where there is none any more it is made anew and denies everyone:
 * the trust then follows by a workflow of its own, once there is something behind the door.
 */
class EnsureRole extends EnvironmentStep {

    static final String NAME = "ensure-role";

    EnsureRole(StepSupport support) {
        super(NAME, support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        Optional<LiveRole> live = iam.findRole(environment.spec().names().role());
        if (live.isEmpty()) {
            return restore(environment, iam);
        }
        if (!ownership(environment).owns(live.get().tags())) {
            return new StepResult.Failed(Foreign.role(live.get().arn()));
        }
        Wanted wanted = Wanted.asAsked(environment, iam.account());
        RoleUpkeep.bringUp(iam, live.get(), wanted);
        return kept(environment, wanted);
    }

    private StepResult restore(Environment environment, IamAccount iam) {
        String arn;
        try {
            arn = CreateRole.create(environment, iam);
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return CreateRole.notVisible(environment);
        }
        PolicyDocument denyAll = PolicyDocuments.denyAll();
        return done(environment, row -> {
            row.roleRestored(iam.account(), arn, support().now());
            support().applied(row, PolicyKind.TRUST, denyAll, row.requestedBy(), "role made again: denies everyone");
        });
    }

    private StepResult kept(Environment environment, Wanted wanted) {
        Integration integration = wanted.integration();
        return done(environment, row -> {
            if (integration != null && !integration.asksForSameTrustAs(row.trusted())) {
                UpdateTrust.established(support(), row, integration, wanted.trust());
            } else {
                support().applied(row, PolicyKind.TRUST, wanted.trust(), row.requestedBy(), "spec updated");
            }
        });
    }
}
