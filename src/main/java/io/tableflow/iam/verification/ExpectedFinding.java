package io.tableflow.iam.verification;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.util.List;
import java.util.Optional;

/**
 * The finding that IAM Access Analyzer has for the role once Confluent gets in: it reports every trust that names a principal outside of
 * the zone of trust, and takes no account of the external id, which is none of the keys that it looks at.
 *
 * @param resource the role's ARN
 * @param principal Confluent's role
 * @param ruleName a name for the archive rule
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html">IAM Access
 *     Analyzer filter keys</a>
 */
public record ExpectedFinding(String resource, String principal, String ruleName) {

    /** What it reports the role for. */
    public static final List<String> ACTIONS = List.of("sts:AssumeRole", "sts:TagSession");

    /** The finding; empty: the role is to let nobody in, or is not known yet. */
    public static Optional<ExpectedFinding> of(Environment environment) {
        String role = environment.observed().resources().role().arn();
        TrustedPrincipal confluent = RoleChecks.expected(environment);
        return role == null || confluent == null
                ? Optional.empty()
                : Optional.of(
                        new ExpectedFinding(role, confluent.role().toString(), "tableflow-iam-" + environment.name()));
    }
}
