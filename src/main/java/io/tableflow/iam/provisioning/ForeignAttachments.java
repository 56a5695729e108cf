package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.environment.status.ForeignAttachment.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and detaches what others attached. */
final class ForeignAttachments {

    private ForeignAttachments() {}

    /**
     * What others attached to a role: its policies, its inline policies with their documents, and its instance
     * profiles.
     *
     * @param ours the managed policies that do not count
     */
    static List<ForeignAttachment> ofRole(IamAccount iam, String role, List<String> ours) {
        return Stream.of(
                        iam.attachedPolicies(role).stream()
                                .filter(arn -> !ours.contains(arn))
                                .map(arn -> new ForeignAttachment(Kind.ROLE_POLICY, arn, role, null)),
                        iam.inlinePolicies(role).stream().flatMap(name -> inline(iam, role, name).stream()),
                        iam.instanceProfiles(role).stream()
                                .map(profile -> new ForeignAttachment(Kind.INSTANCE_PROFILE, role, profile, null)))
                .flatMap(it -> it)
                .toList();
    }

    private static Optional<ForeignAttachment> inline(IamAccount iam, String role, String name) {
        try {
            String document = iam.inlinePolicyDocument(role, name).json();
            return Optional.of(new ForeignAttachment(Kind.INLINE_POLICY, name, role, document));
        } catch (AwsException failure) {
            return ifNotThere(failure);
        }
    }

    /** An entity to which others attached a policy of ours. */
    static ForeignAttachment ofPolicy(String arn, IamEntity holder) {
        Kind kind = switch (holder.kind()) {
            case ROLE -> Kind.ROLE_POLICY;
            case USER -> Kind.USER_POLICY;
            case GROUP -> Kind.GROUP_POLICY;
        };
        return new ForeignAttachment(kind, arn, holder.name(), null);
    }

    /** Whether it prevents the deletion of that policy. */
    static boolean holdsPolicy(ForeignAttachment attachment, String arn) {
        return attachment.what().equals(arn);
    }

    /** Whether it prevents the deletion of that role. */
    static boolean holdsRole(ForeignAttachment attachment, String role) {
        return switch (attachment.kind()) {
            case ROLE_POLICY, INLINE_POLICY -> attachment.from().equals(role);
            case INSTANCE_PROFILE -> attachment.what().equals(role);
            case USER_POLICY, GROUP_POLICY -> false;
        };
    }

    /** Detaches it; no error if it is already detached. */
    static void detach(IamAccount iam, ForeignAttachment attachment) {
        String what = attachment.what();
        String from = attachment.from();
        try {
            switch (attachment.kind()) {
                case ROLE_POLICY -> iam.detach(from, what);
                case USER_POLICY -> iam.detachFromUser(from, what);
                case GROUP_POLICY -> iam.detachFromGroup(from, what);
                case INLINE_POLICY -> iam.deleteInlinePolicy(from, what);
                case INSTANCE_PROFILE -> iam.removeFromInstanceProfile(what, from);
            }
        } catch (AwsException failure) {
            ifNotThere(failure);
        }
    }

    private static <T> Optional<T> ifNotThere(AwsException failure) {
        if (failure.kind() == AwsException.Kind.NOT_FOUND) {
            return Optional.empty();
        }
        throw failure;
    }
}
