package io.tableflow.iam.environment.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.TrustConditions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The desired configuration of an environment. Defaults are filled in when a request is accepted, so that a later
 * change of this service's settings changes no environment.
 */
@Schema(description = "What was asked for, with the defaults that held when it was accepted.")
public record EnvironmentSpec(
        @Schema(description = "Names the environment and everything made for it.", example = "dev")
        String name,

        @Schema(description = "The account it lives in; null: the account of the service's own credentials.") @Nullable
        String accountId,

        @Schema(
                description = "The regions whose Glue catalog it may use; the first is primary.",
                example = "[\"eu-central-1\"]")
        List<String> regions,

        @Schema(description = "The bucket that Tableflow writes to.", example = "dev-confluent-topics-backup")
        String bucket,

        @Schema(description = "The keys of a bucket with SSE-KMS.")
        List<String> kmsKeyArns,

        @Schema(description = "Tags of the role and the policies, beside our own.")
        Map<String, String> tags,

        @Schema(description = "The role's permissions boundary.") @Nullable
        String permissionsBoundaryArn,

        @Schema(description = "How long a session of the role can last at most.", example = "3600")
        int maxSessionDurationSeconds,

        @Schema(description = "What narrows the trust further; null: nothing.") @Nullable
        TrustConditions trustConditions,

        @Schema(description = "What a DELETE does.") DeletionPolicy deletionPolicy,

        @Schema(description = "Whether a role and policies that stand already may be taken over.")
        boolean adoptExisting) {

    public EnvironmentSpec {
        regions = List.copyOf(regions);
        kmsKeyArns = List.copyOf(kmsKeyArns);
        tags = Map.copyOf(tags);
    }

    /** What a DELETE does. */
    @Schema(enumAsRef = true, description = """
            What a DELETE does.

            - `DELETE`: everything that is ours is deleted
            - `RETAIN`: only our tags are removed; role and policies stay as they are
            """)
    public enum DeletionPolicy {
        /** Everything that the environment owns is deleted. */
        DELETE,
        /** Only our tags are removed; role and policies are retained. */
        RETAIN
    }

    /** The names of its resources. */
    public ResourceNames names() {
        return new ResourceNames(name);
    }

    /** The conditions of the trust; none if the request has none. */
    @JsonIgnore
    public TrustConditions trustConditionsOrNone() {
        return trustConditions == null ? TrustConditions.none() : trustConditions;
    }

    /** Whether the other spec means the same IAM. What a DELETE does makes no difference to it. */
    public boolean rendersLike(EnvironmentSpec other) {
        return withDeletionPolicy(other.deletionPolicy).equals(other);
    }

    private EnvironmentSpec withDeletionPolicy(DeletionPolicy policy) {
        return new EnvironmentSpec(
                name,
                accountId,
                regions,
                bucket,
                kmsKeyArns,
                tags,
                permissionsBoundaryArn,
                maxSessionDurationSeconds,
                trustConditions,
                policy,
                adoptExisting);
    }

    /** The same spec with the account, once the service's own account is known. */
    public EnvironmentSpec withAccountId(@Nullable String account) {
        return new EnvironmentSpec(
                name,
                account,
                regions,
                bucket,
                kmsKeyArns,
                tags,
                permissionsBoundaryArn,
                maxSessionDurationSeconds,
                trustConditions,
                deletionPolicy,
                adoptExisting);
    }
}
