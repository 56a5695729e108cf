package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** Nobody can assume the role any more: access goes before anything else does. */
class CloseTrust extends TeardownStep {

    private static final PolicyDocument DENY_ALL = PolicyRenderer.denyAll();

    CloseTrust(StepContext support) {
        super("withdraw-trust", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        if (isRetained(environment)) {
            return StepResult.done();
        }
        Optional<LiveRole> live = role(environment, iam);
        if (live.isEmpty()) {
            return absent(environment, CreateRole.NAME, PolicyKind.S3);
        }
        if (!owns(environment, live.get().tags())) {
            return StepResult.done();
        }
        if (!live.get().trust().sameAs(DENY_ALL)) {
            iam.updateTrust(live.get().name(), DENY_ALL);
        }
        return done(environment, row -> {
            row.observations(support().now()).trustWithdrawn();
            support()
                    .applied(
                            row, PolicyKind.TRUST, DENY_ALL, row.deletionRequestedBy(), "environment is being deleted");
        });
    }
}
