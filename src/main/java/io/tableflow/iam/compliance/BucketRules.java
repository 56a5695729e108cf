package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;

import io.tableflow.iam.verification.BucketClaim;
import io.tableflow.iam.verification.CheckResult;
import io.tableflow.iam.verification.VerificationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The rules on the bucket, which is not the service's own. They are judged by the latest verification, since nothing else reads the
 * bucket. What is not known fails no rule.
 */
final class BucketRules {

    /** How long a check that passed stands for what is so now; one that failed does until the next verification. */
    static final Duration LONGEST = Duration.ofDays(30);

    private static final String HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#";

    static final List<ComplianceRule> ALL = List.of(
            rule("TFI-BUCKET-301", RuleSeverity.HIGH, "The bucket blocks all public access")
                    .because("One statement of its policy, or one ACL, could otherwise show the tables to everybody.")
                    .remedy("Use aws s3api put-public-access-block with all four settings on, then verify.")
                    .source("AWS Security Hub S3.8, CIS AWS Foundations Benchmark 2.1.4: " + HUB + "s3-8")
                    .check(by(BucketClaim.BLOCKS_PUBLIC_ACCESS)),
            rule("TFI-BUCKET-302", RuleSeverity.MEDIUM, "The bucket refuses what comes without TLS")
                    .because("Whoever is on the way could read what is sent without it, or change it.")
                    .remedy(
                            "Deny s3:* on the bucket and its objects to everybody in its policy where aws:SecureTransport is"
                                    + " false, then verify.")
                    .source("AWS Security Hub S3.5, CIS AWS Foundations Benchmark 2.1.1: " + HUB + "s3-5")
                    .check(by(BucketClaim.REQUIRES_TLS)),
            rule("TFI-BUCKET-303", RuleSeverity.MEDIUM, "The bucket needs no key of KMS but those of the spec")
                    .because("The role may use no other one, so that Tableflow could not write.")
                    .remedy(
                            "PUT the environment with that key among kmsKeyArns, or give the bucket one of them, then verify.")
                    .source("Amazon S3 User Guide, Using server-side encryption with AWS KMS keys (SSE-KMS):"
                            + " https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html")
                    .check(by(BucketClaim.ENCRYPTION_KEY_IN_SPEC)),
            rule("TFI-BUCKET-304", RuleSeverity.HIGH, "The bucket belongs to the environment's account")
                    .because(
                            "The owner of a bucket of that name in another account would get all that Tableflow writes.")
                    .remedy("PUT the environment with a bucket of its account, then verify.")
                    .source("Amazon S3 User Guide, Verifying bucket ownership with bucket owner condition:"
                            + " https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html")
                    .check(by(BucketClaim.OWNED_BY_ACCOUNT)));

    private BucketRules() {}

    private static Function<ComplianceSubject, Finding> by(BucketClaim claim) {
        return subject -> {
            VerifiedBucket verified = subject.bucket();
            Instant at = verified.at();
            if (at == null) {
                return unknown("the environment was not verified.");
            }
            return verified.checks().stream()
                    .filter(claim::isAnsweredBy)
                    .findFirst()
                    .map(result -> finding(result, verified, at, subject.now()))
                    .orElseGet(() -> unknown("the verification of " + at + " did not ask for it."));
        };
    }

    private static Finding finding(CheckResult result, VerifiedBucket verified, Instant at, Instant now) {
        String asOf = " As of the verification of " + at + ".";
        if (result.status() == VerificationStatus.FAILED) {
            return Finding.failed(result.message() + asOf);
        }
        if (result.status() != VerificationStatus.PASSED) {
            return unknown(result.message() + asOf);
        }
        if (!verified.isOfThisSpec()) {
            return unknown("the spec was changed since the verification of " + at + ".");
        }
        return at.plus(LONGEST).isBefore(now)
                ? unknown("the latest verification is of " + at + ".")
                : Finding.passed(result.message() + asOf);
    }

    private static Finding unknown(String why) {
        return Finding.notApplicable("It is not known: " + why + " POST .../verification reads the bucket.");
    }
}
