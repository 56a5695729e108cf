package io.tableflow.iam.api.environment.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.api.environment.request.SpecConstraints.AccountId;
import io.tableflow.iam.api.environment.request.SpecConstraints.BoundaryArn;
import io.tableflow.iam.api.environment.request.SpecConstraints.BucketName;
import io.tableflow.iam.api.environment.request.SpecConstraints.EnvironmentName;
import io.tableflow.iam.api.environment.request.SpecConstraints.KmsKeyArn;
import io.tableflow.iam.api.environment.request.SpecConstraints.RegionName;
import io.tableflow.iam.api.environment.request.SpecConstraints.SessionSeconds;
import io.tableflow.iam.api.environment.request.SpecConstraints.TagKey;
import io.tableflow.iam.api.environment.request.SpecConstraints.TagValue;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.json.StrictBody;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.TrustConditions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The body of POST and PUT: what an environment is to be. Everything but the name has a safe default. */
@StrictBody(fromPath = "name")
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(
        name = "EnvironmentRequest",
        description = "What an environment is to be. Everything but the name has a safe default.")
public record EnvironmentRequest(
        @Schema(
                description =
                        "Names the environment and everything that is made for it: 1-39 of a-z, 0-9 and inner hyphens.",
                example = "dev")
        @EnvironmentName
        @Nullable
        String name,

        @Schema(
                description = "The account to make it in. Default: the account of the service's own credentials.",
                example = "123456789012")
        @AccountId
        @Nullable
        String accountId,

        @Schema(
                description =
                        "The regions whose Glue catalog the role may use; the first is primary. Default: the service's region.",
                example = "[\"eu-central-1\"]")
        @Size(min = 1, max = 20, message = "must name 1 to 20 regions; leave it out for the service's own")
        @UniqueElements(message = "must not name a region twice")
        @Nullable
        List<@RegionName String> regions,

        @Schema(
                description = "The bucket that Tableflow writes to. Default: {name}-confluent-topics-backup.",
                example = "dev-confluent-topics-backup")
        @BucketName
        @Nullable
        String bucket,

        @Schema(
                description = "The keys of a bucket with SSE-KMS; adds a statement that lets the role use them.",
                example = "[\"arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab\"]")
        @Size(max = 20, message = "must name at most 20 keys")
        @UniqueElements(message = "must not name a key twice")
        @Nullable
        List<@KmsKeyArn String> kmsKeyArns,

        @Schema(
                description = "Tags of the role and the policies, beside the service's own three, of letters, digits,"
                        + " spaces and _.:/=+-@. Keys must not begin with"
                        + " aws: or tableflow-iam:, nor be managed-by, in whatever case.",
                example = "{\"team\": \"streaming\"}")
        @Size(max = 47, message = "must be at most 47: AWS allows 50, and three are the service's own")
        @Nullable
        Map<@TagKey String, @TagValue String> tags,

        @Schema(
                description = "A managed policy that bounds what the role can do.",
                example = "arn:aws:iam::123456789012:policy/boundary")
        @BoundaryArn
        @Nullable
        String permissionsBoundaryArn,

        @Schema(description = "How long a session of the role can last at most. Default: 3600.", example = "3600")
        @SessionSeconds
        @Nullable
        Integer maxSessionDurationSeconds,

        @Schema(description = "Narrows the trust further, on both of its statements.") @Valid @Nullable
        TrustConditionsRequest trustConditions,

        @Schema(description = "What a DELETE of the environment does. Default: DELETE.")
        EnvironmentSpec.@Nullable DeletionPolicy deletionPolicy,

        @Schema(
                description =
                        "Whether a role and policies that stand already under these names, and that no other environment"
                                + " owns, are taken over: tagged, then changed in what differs. A trust that lets in one"
                                + " role of another account with an external id, and nobody else, stays in force, and"
                                + " becomes the integration. Default: false: nothing of them is touched.")
        @Nullable
        Boolean adoptExisting) {

    /** The spec that this asks for, with the defaults that hold now. */
    public EnvironmentSpec toSpec(String defaultRegion) {
        ResourceNames names = new ResourceNames(Objects.requireNonNull(name));
        TrustConditions conditions =
                trustConditions == null ? TrustConditions.none() : trustConditions.toTrustConditions();
        return new EnvironmentSpec(
                names.environment(),
                accountId,
                regions == null ? List.of(defaultRegion) : regions,
                bucket == null ? names.defaultBucket() : bucket,
                kmsKeyArns == null ? List.of() : kmsKeyArns,
                tags == null ? Map.of() : tags,
                permissionsBoundaryArn,
                maxSessionDurationSeconds == null ? 3600 : maxSessionDurationSeconds,
                conditions.isEmpty() ? null : conditions,
                deletionPolicy == null ? EnvironmentSpec.DeletionPolicy.DELETE : deletionPolicy,
                adoptExisting != null && adoptExisting);
    }
}
