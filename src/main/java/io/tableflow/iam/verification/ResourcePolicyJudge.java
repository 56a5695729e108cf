package io.tableflow.iam.verification;

import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the policy of a resource lets the role do what Tableflow does there. The role's own policies are other checks, so here they
 * are taken to allow everything.
 */
final class ResourcePolicyJudge {

    private static final ParsedPolicy EVERYTHING =
            ParsedPolicy.parse(PolicyType.IDENTITY, "the role's own policies", new PolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));

    private final EnvironmentSpec spec;
    private final RoleEvidence role;
    private final RequestContext context;

    /** @param context what is known of Tableflow's requests */
    ResourcePolicyJudge(EnvironmentSpec spec, RoleEvidence role, RequestContext context) {
        this.spec = spec;
        this.role = role;
        this.context = context;
    }

    /** What the policy of the bucket has to say. */
    CheckOutcome ofBucket(ParsedPolicy policy) {
        return judge(NeededAction.ofBucket(), resource -> true, policy, context);
    }

    /**
     * Whether the policy of the bucket refuses what comes without TLS, whoever asks: the role, or somebody else in its account.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5">Security Hub S3.5</a>
     */
    CheckOutcome requiresTls(ParsedPolicy policy) {
        RequestContext plain = context.with("aws:SecureTransport", "false");
        RoleArn arn = RoleArn.parse(role.role().arn()).orElseThrow();
        PolicySet policies =
                PolicySet.unseen().withIdentity(List.of(EVERYTHING)).withResource(policy);
        List<String> callers = List.of(role.role().arn(), arn.account().roleArn("any-other"));
        boolean isRefused = NeededAction.ofBucket().stream()
                .allMatch(needed -> needed.resources(spec, arn.account()).stream()
                        .allMatch(resource -> callers.stream()
                                .map(it -> RequestPrincipal.parse(it).orElseThrow())
                                .map(it -> new EvaluationRequest(
                                        it,
                                        needed.action(),
                                        resource,
                                        arn.account().id(),
                                        plain))
                                .allMatch(it ->
                                        PolicyEvaluator.evaluate(it, policies).decision()
                                                == AccessDecision.EXPLICIT_DENY)));
        return CheckOutcome.passedIf(
                isRefused,
                "The policy of the bucket refuses what comes without TLS.",
                "The policy of the bucket does not refuse everything that comes without TLS.");
    }

    /** What the policy of the Glue catalog of a region has to say. */
    CheckOutcome ofCatalog(String region, ParsedPolicy policy) {
        return judge(NeededAction.ofCatalog(), resource -> resource.contains(":glue:" + region + ":"), policy, context);
    }

    /**
     * What the policy of a key has to say. It is S3 that calls KMS, for who reads and writes objects.
     *
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">AWS KMS condition keys</a>
     */
    CheckOutcome ofKey(String key, ParsedPolicy policy) {
        String[] arn = key.split(":", 6);
        RequestContext byS3 = context.with("kms:CallerAccount", arn[4])
                .with("kms:ViaService", "s3." + arn[3] + ".amazonaws.com" + (arn[1].equals("aws-cn") ? ".cn" : ""));
        return judge(NeededAction.ofKey(), key::equals, policy, byS3);
    }

    private CheckOutcome judge(
            List<NeededAction> actions, Predicate<String> on, ParsedPolicy policy, RequestContext request) {
        LiveRole live = role.role();
        AwsAccount account = RoleArn.parse(live.arn()).orElseThrow().account();
        RequestPrincipal principal = RequestPrincipal.parse(live.arn()).orElseThrow();
        PolicySet policies =
                PolicySet.unseen().withIdentity(List.of(EVERYTHING)).withResource(policy);
        CheckOutcome open = null;
        for (NeededAction needed : actions) {
            for (String resource :
                    needed.resources(spec, account).stream().filter(on).toList()) {
                CheckOutcome outcome = PermissionChecks.outcome(PolicyEvaluator.evaluate(
                        new EvaluationRequest(principal, needed.action(), resource, account.id(), request), policies));
                if (outcome.status() == VerificationStatus.FAILED) {
                    return outcome;
                }
                open = open == null && outcome.status() == VerificationStatus.UNKNOWN ? outcome : open;
            }
        }
        return open == null ? CheckOutcome.passed("Nothing in " + policy.name() + " stands in the role's way.") : open;
    }
}
