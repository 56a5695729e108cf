package io.tableflow.iam.verification;

import io.tableflow.iam.aws.resource.BucketEncryption;
import io.tableflow.iam.aws.resource.LifecycleRule;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The checks of the bucket itself.
 *
 * @see <a href="https://docs.confluent.io/cloud/current/topics/tableflow/concepts/tableflow-storage.html">Storage with Tableflow in
 *     Confluent Cloud</a>
 */
final class BucketChecks {

    private final EnvironmentSpec spec;
    private final BucketEvidence evidence;
    private final ResourcePolicyJudge judge;

    BucketChecks(EnvironmentSpec spec, BucketEvidence evidence, ResourcePolicyJudge judge) {
        this.spec = spec;
        this.evidence = evidence;
        this.judge = judge;
    }

    CheckOutcome exists() {
        try {
            return CheckOutcome.passedIf(
                    evidence.region().isPresent(),
                    "The bucket " + spec.bucket() + " exists.",
                    "There is no bucket " + spec.bucket() + ".");
        } catch (NoAnswerException none) {
            throw orOfOthers(none);
        }
    }

    private static NoAnswerException orOfOthers(NoAnswerException none) {
        CheckOutcome outcome = none.outcome();
        return outcome.reason() == CheckReason.NOT_PERMITTED
                ? new NoAnswerException(CheckOutcome.notPermitted(
                        outcome.message()
                                + " If the service has that permission, the bucket belongs to another account.",
                        String.valueOf(outcome.permission())))
                : none;
    }

    CheckOutcome isOwnedByAccount() {
        try {
            return CheckOutcome.passedIf(
                    evidence.isOwn(),
                    "The environment's account owns the bucket " + spec.bucket() + ".",
                    "The bucket " + spec.bucket()
                            + " belongs to another account: its policy would have to let the role in.");
        } catch (NoAnswerException none) {
            throw orOfOthers(none);
        }
    }

    CheckOutcome isInRegion() {
        String region = evidence.located();
        return CheckOutcome.passedIf(
                spec.regions().contains(region),
                "The bucket is in " + region + ", which is one of the environment's regions.",
                "The bucket is in " + region + ", and the environment's regions are "
                        + String.join(", ", spec.regions()) + ".");
    }

    CheckOutcome policyLetsRoleWork() {
        Optional<ParsedPolicy> policy = evidence.policy();
        return policy.isEmpty()
                ? CheckOutcome.passed("The bucket has no policy, so that the role's own policies decide.")
                : judge.ofBucket(policy.get());
    }

    CheckOutcome defaultKeyIsKnown() {
        BucketEncryption encryption = evidence.encryption();
        if (!encryption.usesKms()) {
            return CheckOutcome.passed(
                    "The bucket encrypts by " + encryption.algorithm() + ", which needs no key of KMS.");
        }
        String key = evidence.defaultKey();
        if (key == null || key.endsWith("alias/aws/s3")) {
            return CheckOutcome.passed(
                    "The bucket encrypts with the key aws/s3, which everybody may use who may use the account's S3.");
        }
        return CheckOutcome.passedIf(
                spec.kmsKeyArns().stream().anyMatch(arn -> arn.equals(key) || arn.endsWith(":key/" + key)),
                "The bucket encrypts with " + key + ", which is among kmsKeyArns.",
                "The bucket encrypts with " + key + ", which is not among kmsKeyArns: the role may not use it.");
    }

    CheckOutcome publicAccessIsBlocked() {
        List<String> off = evidence.publicAccessNotBlocked();
        return CheckOutcome.passedIf(
                off.isEmpty(),
                "The bucket blocks all public access.",
                "The bucket does not have on: " + String.join(", ", off)
                        + ". What the account blocks for all of its buckets was not read.");
    }

    CheckOutcome requiresTls() {
        return evidence.policy()
                .map(judge::requiresTls)
                .orElseGet(() -> CheckOutcome.failed(
                        "The bucket has no policy, so that nothing refuses a request without TLS."));
    }

    CheckOutcome locksNothing() {
        return evidence.defaultRetention()
                .map(retention -> CheckOutcome.failed("The bucket locks what is written: " + retention
                        + ". Tableflow could not delete what it has replaced."))
                .orElseGet(() -> CheckOutcome.passed("The bucket has no default retention."));
    }

    CheckOutcome keepsObjects() {
        return evidence.lifecycle().stream()
                .filter(rule -> rule.isExpiring() || !rule.storageClasses().isEmpty())
                .findFirst()
                .map(rule -> CheckOutcome.failed(sentence(rule)))
                .orElseGet(() -> CheckOutcome.passed("No rule of the bucket's lifecycle deletes or moves objects."));
    }

    private static String sentence(LifecycleRule rule) {
        return "The rule '" + rule.id() + "' of the bucket's lifecycle "
                + (rule.isExpiring()
                        ? "deletes objects, which may belong to a table still."
                        : "moves objects to " + String.join(", ", rule.storageClasses())
                                + "; Tableflow supports S3 Standard only.");
    }
}
