package io.tableflow.iam.api.environment.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.json.StrictBody;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.TrustConditions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST and PUT: the desired configuration of an environment. Everything except the name has a safe default.
 */
@NotOwnBoundary
@GluePolicyFits
@StrictBody(fromPath = "name")
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(
        name = "EnvironmentRequest",
        description =
                "The desired configuration of an environment. Everything except the name has a safe" + " default.")
public record EnvironmentRequest(
        @Schema(
                description = "The name of the environment, and a part of its resources' names: 1-39 of a-z, 0-9 and"
                        + " inner hyphens.",
                example = "dev")
        @NotNull(message = "is required")
        @Pattern(
                regexp = "[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?",
                message = "must be 1-39 of a-z, 0-9 and hyphens, and begin and end with a letter or digit")
        @Nullable
        String name,

        @Schema(
                description = "The AWS account. Default: the account of the service's own credentials.",
                example = "123456789012")
        @Pattern(regexp = "[0-9]{12}", message = "must be an AWS account id of 12 digits")
        @Nullable
        String accountId,

        @Schema(
                description =
                        "The regions whose Glue catalog the role may use; the first is primary. Default: the service's"
                                + " region.",
                example = "[\"eu-central-1\"]")
        @Size(min = 1, max = 20, message = "must name 1 to 20 regions; leave it out for the service's own")
        @UniqueElements(message = "must not name a region twice")
        @Nullable
        List<
                        @NotNull(message = "must not be null")
                        @Pattern(
                                regexp = "[a-z]{2,}(-[a-z]+)+-[0-9]+",
                                message = "must be an AWS region such as eu-central-1")
                        String>
                regions,

        @Schema(
                description = "The bucket that Tableflow writes to. Default: {name}-confluent-topics-backup.",
                example = "dev-confluent-topics-backup")
        @Pattern(
                regexp = "[a-z0-9](?:(?!\\.\\.)[a-z0-9.-]){1,61}[a-z0-9]",
                message = "must be an S3 bucket name: 3-63 of a-z, 0-9, dots and hyphens, no two dots together,"
                        + " beginning and ending with a letter or digit")
        @Pattern(
                regexp =
                        "(?!xn--|sthree-|amzn-s3-demo-|[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$).*(?<!-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)",
                message =
                        "must not be a name that S3 keeps for itself: an IP address, one that begins with xn--, sthree- or"
                                + " amzn-s3-demo-, or ends with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3")
        @Nullable
        String bucket,

        @Schema(
                description = "The keys of a bucket with SSE-KMS; adds a statement that lets the role use them.",
                example = "[\"arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab\"]")
        @Size(max = 20, message = "must name at most 20 keys")
        @UniqueElements(message = "must not name a key twice")
        @Nullable
        List<
                        @NotNull(message = "must not be null")
                        @Pattern(
                                regexp = "arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,64}",
                                message = "must be the ARN of a KMS key (not of an alias):"
                                        + " arn:aws:kms:region:account:key/id")
                        String>
                kmsKeyArns,

        @Schema(
                description = "Tags of the role and the policies, beside the service's own three, of letters, digits,"
                        + " spaces and _.:/=+-@. Keys must not begin with aws: or tableflow-iam:, and must not be"
                        + " managed-by, in any letter case.",
                example = "{\"team\": \"streaming\"}")
        @DistinctTagKeys
        @Size(max = 47, message = "must be at most 47: AWS allows 50, and three are the service's own")
        @Nullable
        Map<
                        @Size(min = 1, max = 128, message = "must have a key of 1-128 characters")
                        @Pattern(
                                regexp = EnvironmentRequest.TAG_TEXT,
                                message = "must have a key of letters, digits, spaces and _.:/=+-@")
                        @Pattern(
                                regexp = "(?isu)(?!aws:|tableflow-iam:|managed-by$).*",
                                message = "must not use a key that begins with aws: or tableflow-iam:, nor managed-by:"
                                        + " those are reserved")
                        String,
                        @NotNull(message = "must not be null")
                        @Size(max = 256, message = "must have a value of at most 256 characters")
                        @Pattern(
                                regexp = EnvironmentRequest.TAG_TEXT,
                                message = "must have a value of letters, digits, spaces and _.:/=+-@")
                        String>
                tags,

        @Schema(
                description = "The role's permissions boundary: the ARN of a managed policy.",
                example = "arn:aws:iam::123456789012:policy/boundary")
        @Size(min = 20, max = 2048, message = "must be an ARN of 20-2048 characters")
        @Pattern(
                regexp = "arn:aws(-[a-z]+)*:iam::([0-9]{12}|aws):policy/([!-.0-~]+/)*[A-Za-z0-9_+=,.@-]{1,128}",
                message = "must be the ARN of a managed policy: arn:aws:iam::account:policy/name")
        @Nullable
        String permissionsBoundaryArn,

        @Schema(description = "The role's maximum session duration in seconds. Default: 3600.", example = "3600")
        @Min(value = 3600, message = "must be 3600 to 43200: AWS allows one to twelve hours")
        @Max(value = 43200, message = "must be 3600 to 43200: AWS allows one to twelve hours")
        @Nullable
        Integer maxSessionDurationSeconds,

        @Schema(description = "Further restrictions of the trust, on both of its statements.") @Valid @Nullable
        TrustConditionsRequest trustConditions,

        @Schema(
                description =
                        "The Glue databases that the role may use, with their tables, in the catalog of each region:"
                                + " the Kafka cluster's id, unless the catalog integration has a custom database. Default: the"
                                + " whole catalog.",
                example = "[\"lkc-abc123\"]")
        @Size(min = 1, max = 20, message = "must name 1 to 20 databases; leave it out for the whole catalog")
        @UniqueElements(message = "must not name a database twice")
        @Nullable
        List<
                        @NotNull(message = "must not be null")
                        @Pattern(
                                regexp = "[a-z0-9_.-]{1,255}",
                                message = "must be the name of a Glue database: 1-255 of a-z, 0-9, _ . and -, in lower"
                                        + " case, as Glue stores it")
                        String>
                glueDatabases,

        @Schema(
                description = "Where at Confluent the service creates the provider integration itself. Needs"
                        + " tableflow.confluent.api-key. Default: it waits for a callback.")
        @Valid
        @Nullable
        ConfluentRequest confluent,

        @Schema(description = "What a DELETE of the environment does. Default: DELETE.")
        EnvironmentSpec.@Nullable DeletionPolicy deletionPolicy,

        @Schema(
                description = "Whether an existing role and existing policies with these names, which no other"
                        + " environment owns, are adopted: tagged, then changed where they differ. A trust that"
                        + " only lets in one role of another account, with an external id, is retained and becomes"
                        + " the integration. One that lets in anybody else fails the adoption before anything is"
                        + " changed. Default: false, which changes nothing of them.")
        @Nullable
        Boolean adoptExisting,

        @Schema(
                description = "Whether an adoption may shut out whom the role's trust lets in: a trust that is not"
                        + " retained is then set to deny everyone. Default: false, which fails the adoption instead,"
                        + " and says who would be shut out. Has no effect without adoptExisting.")
        @Nullable
        Boolean revokeExistingAccess) {

    /** The characters that AWS allows in a tag's key and value. */
    private static final String TAG_TEXT = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";

    /** The spec for this request, with the present defaults. */
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
                glueDatabases == null ? List.of() : glueDatabases,
                confluent == null ? null : confluent.toSpec(names.environment()),
                deletionPolicy == null ? EnvironmentSpec.DeletionPolicy.DELETE : deletionPolicy,
                adoptExisting != null && adoptExisting,
                revokeExistingAccess != null && revokeExistingAccess);
    }
}
