package io.tableflow.iam.comparison;

import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.PolicyDetails;
import io.tableflow.iam.aws.RoleDetails;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resources in IAM with an environment's names, ours or not. Read directly, or from the pages of an account's
 * authorization details. What was left out, or may not be read, is {@code null}, which means unknown.
 *
 * @param role null: there is none
 * @param s3 null: there is none
 * @param glue null: there is none
 */
public record ObservedIam(
        @Nullable Role role, @Nullable Policy s3, @Nullable Policy glue) {

    /**
     * The role and its policies.
     *
     * @param permissionsBoundaryArn null if there is none, or it is unknown
     * @param maxSession null: unknown
     * @param attachedPolicies the ARNs, ours or not
     * @param inlinePolicies the names
     * @param instanceProfiles the names of those that contain it; null: unknown
     */
    public record Role(
            String arn,
            String path,
            PolicyDocument trust,
            Map<String, String> tags,
            @Nullable String permissionsBoundaryArn,
            @Nullable Duration maxSession,
            List<String> attachedPolicies,
            List<String> inlinePolicies,
            @Nullable List<String> instanceProfiles) {

        public Role withTags(Map<String, String> others) {
            return new Role(
                    arn,
                    path,
                    trust,
                    others,
                    permissionsBoundaryArn,
                    maxSession,
                    attachedPolicies,
                    inlinePolicies,
                    instanceProfiles);
        }

        static Role of(
                LiveRole role,
                List<String> attachedPolicies,
                List<String> inlinePolicies,
                @Nullable List<String> instanceProfiles) {
            return new Role(
                    role.arn(),
                    role.path(),
                    role.trust(),
                    role.tags(),
                    role.permissionsBoundaryArn(),
                    role.maxSession(),
                    attachedPolicies,
                    inlinePolicies,
                    instanceProfiles);
        }
    }

    /** A role as the account's details describe it. */
    public static Role of(RoleDetails role, @Nullable Duration maxSession) {
        return new Role(
                role.arn(),
                role.path(),
                role.trust(),
                role.tags(),
                role.permissionsBoundaryArn(),
                maxSession,
                role.attachedPolicies(),
                role.inlinePolicies(),
                role.instanceProfiles());
    }

    /** A policy as the account's details describe it. */
    public static Policy of(PolicyDetails policy) {
        return new Policy(policy.arn(), policy.defaultVersionId(), policy.document(), null);
    }

    /**
     * A managed policy.
     *
     * @param document the one in force
     * @param tags null: unknown
     */
    public record Policy(
            String arn,
            String defaultVersionId,
            PolicyDocument document,
            @Nullable Map<String, String> tags) {

        static Policy of(LivePolicy policy, PolicyDocument document) {
            return new Policy(policy.arn(), policy.defaultVersionId(), document, policy.tags());
        }
    }

    /** Which of them do not exist. */
    public List<ResourceKind> missing() {
        return Arrays.stream(ResourceKind.values())
                .filter(kind ->
                        kind == ResourceKind.ROLE ? role == null : policy(kind).isEmpty())
                .toList();
    }

    /** One of the two policies. */
    public Optional<Policy> policy(ResourceKind kind) {
        return switch (kind) {
            case S3_POLICY -> Optional.ofNullable(s3);
            case GLUE_POLICY -> Optional.ofNullable(glue);
            case ROLE -> Optional.empty();
        };
    }
}
