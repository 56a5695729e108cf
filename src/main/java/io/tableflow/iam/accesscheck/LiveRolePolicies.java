package io.tableflow.iam.accesscheck;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the documents of an environment's role: its trust, what is attached to it, its inline policies, its boundary. */
final class LiveRolePolicies {

    private final IamAccount iam;
    private final LiveRole role;

    LiveRolePolicies(IamAccount iam, LiveRole role) {
        this.iam = iam;
        this.role = role;
    }

    /** Of a question on the role itself: its trust is the resource's policy. Who asks is not among what can be read. */
    PolicySet asResource() {
        return PolicySet.unseen()
                .withResource(ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust of role " + role.name(), role.trust()));
    }

    /**
     * Of a question that the role asks. If one of its policies can't be read, the identity policies count as unseen: it might
     * allow or deny anything.
     *
     * @param policies what is known beside
     */
    PolicySet asPrincipal(PolicySet policies) {
        List<ParsedPolicy> identity = new ArrayList<>();
        for (String arn : iam.attachedPolicies(role.name())) {
            Optional<ParsedPolicy> attached = managed(PolicyType.IDENTITY, arn);
            if (attached.isEmpty()) {
                return policies;
            }
            identity.add(attached.get());
        }
        for (String name : iam.inlinePolicies(role.name())) {
            PolicyDocument document = iam.inlinePolicyDocument(role.name(), name);
            identity.add(ParsedPolicy.parse(PolicyType.IDENTITY, "inline policy " + name, document));
        }
        String boundary = role.permissionsBoundaryArn();
        if (boundary == null) {
            return policies.withIdentity(identity);
        }
        return managed(PolicyType.BOUNDARY, boundary)
                .map(policies.withIdentity(identity)::withBoundary)
                .orElse(policies);
    }

    /** Empty if AWS does not let us read it: the service's permissions are for the policies of environments. */
    private Optional<ParsedPolicy> managed(PolicyType type, String arn) {
        try {
            return iam.findPolicy(arn)
                    .map(LivePolicy::defaultVersionId)
                    .map(version -> ParsedPolicy.parse(type, arn, iam.policyDocument(arn, version)));
        } catch (AwsException refused) {
            if (refused.kind() != AwsException.Kind.ACCESS_DENIED) {
                throw refused;
            }
            return Optional.empty();
        }
    }
}
