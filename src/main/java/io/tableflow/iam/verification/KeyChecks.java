package io.tableflow.iam.verification;

import io.tableflow.iam.aws.resource.KeyDetails;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The checks of the KMS keys that the spec names: each claim holds only if it holds for all of them. */
final class KeyChecks {

    private final List<Key> keys;
    private final ResourcePolicyJudge judge;

    private record Key(String arn, PendingRead<Optional<KeyDetails>> details, PendingRead<ParsedPolicy> policy) {}

    KeyChecks(
            List<String> arns,
            ParallelReads reads,
            PendingRead<ResourceEvidence> resources,
            ResourcePolicyJudge judge) {
        this.keys = arns.stream()
                .map(arn -> new Key(
                        arn,
                        reads.start(() ->
                                ParallelReads.find(() -> resources.await().key(part(arn, 3), arn))),
                        reads.start(() -> policy(arn, resources.await()))))
                .toList();
        this.judge = judge;
    }

    /** {@code arn:aws:kms:REGION:ACCOUNT:key/ID}. */
    private static String part(String arn, int nth) {
        return arn.split(":", 6)[nth];
    }

    /** KMS shows the policy of a key in the key's account only. */
    private static ParsedPolicy policy(String arn, ResourceEvidence resources) throws Exception {
        if (!part(arn, 4).equals(resources.account().id())) {
            throw new NoAnswerException(CheckOutcome.unknown(
                    CheckReason.UNDETERMINED,
                    "The key " + arn + " belongs to another account, and KMS shows its policy only there."));
        }
        return ParallelReads.find(() -> resources.keyPolicy(part(arn, 3), arn.substring(arn.indexOf('/') + 1)))
                .map(document -> ParsedPolicy.parse(PolicyType.RESOURCE, "the policy of key " + arn, document))
                .orElseThrow(() -> new NoAnswerException(
                        CheckOutcome.skipped(CheckReason.NO_KEY, "There is no key " + arn + ".")));
    }

    CheckOutcome areEnabled() {
        return ofEach(key -> key.details()
                .await()
                .map(details -> enabled(key.arn(), details))
                .orElseGet(() -> CheckOutcome.failed("There is no key " + key.arn() + ".")));
    }

    private static CheckOutcome enabled(String arn, KeyDetails details) {
        if (!details.isEnabled()) {
            return CheckOutcome.failed("The key " + arn + " is " + details.state() + ".");
        }
        return CheckOutcome.passedIf(
                details.canEncryptObjects(),
                "The key " + arn + " is enabled.",
                "The key " + arn + " is " + details.spec() + " for " + details.usage()
                        + ": S3 encrypts with symmetric keys only.");
    }

    CheckOutcome policiesLetRoleWork() {
        return ofEach(key -> judge.ofKey(key.arn(), key.policy().await()));
    }

    private CheckOutcome ofEach(Function<Key, CheckOutcome> check) {
        return keys.isEmpty()
                ? CheckOutcome.skipped(CheckReason.NOT_APPLICABLE, "The spec names no keys.")
                : CheckOutcome.all(keys.stream()
                        .map(key -> CheckOutcome.of(() -> check.apply(key)))
                        .toList());
    }
}
