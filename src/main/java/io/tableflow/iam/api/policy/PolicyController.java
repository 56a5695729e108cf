package io.tableflow.iam.api.policy;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.event.ResourceEvent.Revision;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The desired policy documents. */
@RestController
class PolicyController implements PolicyApi {

    private final EnvironmentCommands requests;
    private final PolicyHistory history;

    PolicyController(EnvironmentCommands requests, PolicyHistory history) {
        this.requests = requests;
        this.history = history;
    }

    @Override
    @GetMapping("/environments/{name}/policies")
    @Transactional(readOnly = true)
    public PoliciesView policies(@PathVariable String name) {
        Environment environment = requests.get(name);
        AwsAccount account = environment.account();
        EnvironmentSpec spec = environment.spec();
        return new PoliciesView(
                policy(environment, PolicyKind.TRUST, DesiredPolicies.trust(environment)),
                policy(environment, PolicyKind.S3, account == null ? null : DesiredPolicies.s3(spec, account)),
                policy(environment, PolicyKind.GLUE, account == null ? null : DesiredPolicies.glue(spec, account)));
    }

    private PolicyView policy(Environment environment, PolicyKind kind, @Nullable PolicyDocument document) {
        return new PolicyView(
                document == null ? null : document.json(),
                history.latest(environment, kind).map(Revision::number).orElse(null));
    }
}
