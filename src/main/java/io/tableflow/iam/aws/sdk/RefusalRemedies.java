package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What helps where AWS refuses, as far as its words tell. Which kind of policy denies a call is in the message, after
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot access denied
 * error messages</a>: {@code with an explicit deny in a service control policy}, or {@code because no permissions
 * boundary allows the iam:CreateRole action}.
 */
final class RefusalRemedies {

    private RefusalRemedies() {}

    /** What an operator can do; null where the kind says all that is known. */
    static @Nullable String of(Kind kind, @Nullable String code, @Nullable String reason) {
        String words = String.valueOf(reason);
        return switch (kind) {
            case ACCESS_DENIED -> ofDenial(words);
            case CREDENTIALS -> ofOurOwnIdentity(String.valueOf(code), words);
            case ACCOUNT_NOT_CONNECTED -> ofAssumeRole(String.valueOf(code), words);
            default -> null;
        };
    }

    private static @Nullable String ofDenial(String words) {
        if (words.contains("service control polic") || words.contains("resource control polic")) {
            return "The organization denies it, and no permission of the service's own outweighs that. Have who"
                    + " administers the organization's policies make an exception for the role that AWS names, then"
                    + " retry.";
        }
        if (words.contains("permissions boundar")) {
            return "The permissions boundary of the role that AWS names does not allow it, whatever else does. Extend"
                    + " that boundary, then retry.";
        }
        if (words.contains("session polic")) {
            return "The session of the role that AWS names was begun with a policy that does not allow it. Have it"
                    + " begun without that policy, then retry.";
        }
        if (words.contains("VPC endpoint polic")) {
            return "The policy of the VPC endpoint through which the service calls AWS does not allow it. Extend that"
                    + " policy, then retry.";
        }
        if (words.contains("explicit deny")) {
            return "A policy denies it explicitly, and no permission outweighs that. Take the deny away, or make an"
                    + " exception for the role that AWS names, then retry.";
        }
        return null;
    }

    private static @Nullable String ofOurOwnIdentity(String code, String words) {
        return words.contains("sts:AssumeRoleWith")
                        || code.startsWith("InvalidIdentityToken")
                        || code.startsWith("IDPRejectedClaim")
                ? "Let the service's own role be assumed with its web identity: the role must be there, and its trust"
                        + " name the identity provider, the audience and the service account. Then retry."
                : null;
    }

    private static @Nullable String ofAssumeRole(String code, String words) {
        if (code.startsWith("RegionDisabled")) {
            return "Activate STS for the service's region in that account (IAM, Account settings), or set"
                    + " tableflow.aws.region to a region that is active there, then retry.";
        }
        if (code.startsWith("PackedPolicyTooLarge")) {
            return "The session of the service's own role has transitive session tags, which are too long to be"
                    + " passed on. Shorten them or begin it with fewer; an EKS Pod Identity association can disable its"
                    + " session tags. Then retry.";
        }
        if (words.contains("sts:TagSession")) {
            return "The session of the service's own role has transitive session tags, as with EKS Pod Identity. Allow"
                    + " sts:TagSession beside sts:AssumeRole, in the trust of the provisioner role and in the policy of"
                    + " the service's own role, then retry.";
        }
        return code.startsWith("AccessDenied") ? ofDenial(words) : "Once what AWS names is settled, retry.";
    }
}
