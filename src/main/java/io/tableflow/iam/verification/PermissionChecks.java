package io.tableflow.iam.verification;

import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the role's own policies and its permissions boundary let it take an action. */
final class PermissionChecks {

    private final EnvironmentSpec spec;
    private final RoleEvidence evidence;
    private final RequestContext context;

    PermissionChecks(EnvironmentSpec spec, RoleEvidence evidence, RequestContext context) {
        this.spec = spec;
        this.evidence = evidence;
        this.context = context;
    }

    /** What is known of every request of Tableflow: it sends no header that asks for encryption. */
    static RequestContext context(Instant now) {
        return RequestContext.of(Map.of(
                "aws:SecureTransport", List.of("true"),
                "aws:CurrentTime", List.of(now.truncatedTo(ChronoUnit.SECONDS).toString()),
                "aws:ViaAWSService", List.of("false"),
                "s3:x-amz-server-side-encryption", List.<String>of(),
                "s3:x-amz-server-side-encryption-aws-kms-key-id", List.<String>of()));
    }

    CheckOutcome allowed(NeededAction needed) {
        LiveRole role = evidence.role();
        AwsAccount account = RoleArn.parse(role.arn()).orElseThrow().account();
        List<String> resources = needed.resources(spec, account);
        if (resources.isEmpty()) {
            return CheckOutcome.skipped(CheckReason.NOT_APPLICABLE, "The spec names no keys.");
        }
        PolicySet policies = evidence.policies();
        RequestPrincipal principal = RequestPrincipal.parse(role.arn()).orElseThrow();
        for (String resource : resources) {
            CheckOutcome outcome = outcome(PolicyEvaluator.evaluate(
                    new EvaluationRequest(principal, needed.action(), resource, account.id(), context), policies));
            if (outcome.status() != VerificationStatus.PASSED) {
                return outcome;
            }
        }
        return CheckOutcome.passed(
                "The role's policies allow " + needed.action() + " on " + String.join(", ", resources) + ".");
    }

    /** What a decision means for a check. */
    static CheckOutcome outcome(EvaluationResult result) {
        String sentence = result.sentence() + "." + why(result);
        return switch (result.decision()) {
            case ALLOWED -> CheckOutcome.passed(sentence);
            case CONDITIONAL ->
                // What is open is the key's own policy, which is not one of the role's.
                result.missingContext().isEmpty()
                        ? CheckOutcome.passed(sentence)
                        : CheckOutcome.unknown(CheckReason.UNDETERMINED, sentence);
            case UNDETERMINED -> CheckOutcome.unknown(CheckReason.UNDETERMINED, sentence);
            case IMPLICIT_DENY, EXPLICIT_DENY -> CheckOutcome.failed(sentence);
        };
    }

    private static String why(EvaluationResult result) {
        return result.decision() == AccessDecision.EXPLICIT_DENY
                ? result.because().stream()
                        .map(it -> " Statement " + it.index() + " of " + it.policy() + " denies it.")
                        .collect(Collectors.joining())
                : "";
    }
}
