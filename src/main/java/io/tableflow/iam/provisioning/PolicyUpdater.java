package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.PolicyVersion;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.TagChanges;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Changes a policy of ours, as it was just read, to the desired state: one call for each difference. */
final class PolicyUpdater {

    // IAM's limit. It is only used to distinguish this error from others with the same code; IAM says how many versions
    // there are.
    private static final int MOST_VERSIONS = 5;

    private PolicyUpdater() {}

    /** Changes it, and returns the version that is in force afterwards. */
    static String update(IamAccount iam, LivePolicy policy, DesiredIam desired, ResourceKind kind) {
        IamChanges changes = new IamChanges();
        LivePolicy live = changes.restoreTags(iam, policy, desired.ownership());
        TagChanges.of(live.tags(), desired)
                .apply(
                        keys -> changes.make(() -> iam.untagPolicy(live.arn(), keys)),
                        tags -> changes.make(() -> iam.tagPolicy(live.arn(), tags)));
        AtomicReference<String> version = new AtomicReference<>("");
        changes.make(() -> version.set(putInForce(iam, live, desired, kind)));
        changes.end();
        return version.get();
    }

    private static String putInForce(IamAccount iam, LivePolicy live, DesiredIam desired, ResourceKind kind) {
        PolicyDocument document = desired.document(kind);
        if (iam.policyDocument(live.arn(), live.defaultVersionId()).sameAs(document)) {
            return live.defaultVersionId();
        }
        String known = desired.knownVersions().get(kind);
        if (known != null && !known.equals(live.defaultVersionId()) && isIn(iam, live.arn(), known, document)) {
            iam.setDefaultPolicyVersion(live.arn(), known);
            return known;
        }
        return create(iam, live.arn(), document);
    }

    /** Whether the version that we once put in force has the document: then somebody has moved the default version. */
    private static boolean isIn(IamAccount iam, String arn, String version, PolicyDocument document) {
        try {
            return iam.policyDocument(arn, version).sameAs(document);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND) {
                return false;
            }
            throw failure;
        }
    }

    private static String create(IamAccount iam, String arn, PolicyDocument document) {
        try {
            return iam.createPolicyVersion(arn, document);
        } catch (AwsException failure) {
            PolicyVersion oldest = failure.kind() == AwsException.Kind.LIMIT_EXCEEDED
                    ? oldestOfTooMany(iam.policyVersions(arn))
                    : null;
            if (oldest == null) {
                throw failure;
            }
            iam.deletePolicyVersion(arn, oldest.id());
            return iam.createPolicyVersion(arn, document);
        }
    }

    /**
     * Null if there are fewer versions than the limit: then another limit was exceeded, such as the document's size.
     */
    private static @Nullable PolicyVersion oldestOfTooMany(List<PolicyVersion> newestFirst) {
        return newestFirst.size() < MOST_VERSIONS
                ? null
                : newestFirst.reversed().stream()
                        .filter(version -> !version.isDefault())
                        .findFirst()
                        .orElse(null);
    }
}
