package io.tableflow.iam.environment.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.TrustConditions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The desired configuration of an environment. Defaults are filled in when a request is accepted, so that a later
 * change of this service's settings changes no environment.
 *
 * @param name of the environment; the names of its resources begin with it
 * @param accountId the AWS account of its resources; null: the account of the service's own credentials
 * @param regions whose Glue catalog the role may use; the first is primary
 * @param bucket that Tableflow writes to
 * @param kmsKeyArns the keys of a bucket with SSE-KMS
 * @param tags of the role and the policies, in addition to the ownership tags
 * @param permissionsBoundaryArn of the role
 * @param maxSessionDurationSeconds the longest session of the role
 * @param trustConditions null: none
 * @param glueDatabases the databases that the role may use in the Glue catalogs; empty: all of them
 * @param confluent where at Confluent the service creates the provider integration itself; null: somebody else does, and calls back
 * @param adoptExisting whether a role and policies that exist already may be adopted
 * @param revokeExistingAccess whether an adoption may shut out somebody whom the role's trust lets in; only stored where
 *     it is true, as it is newer than the rest
 */
public record EnvironmentSpec(
        String name,
        @Nullable String accountId,
        List<String> regions,
        String bucket,
        List<String> kmsKeyArns,
        Map<String, String> tags,
        @Nullable String permissionsBoundaryArn,
        int maxSessionDurationSeconds,
        @Nullable TrustConditions trustConditions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> glueDatabases,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ConfluentSpec confluent,

        DeletionPolicy deletionPolicy,
        boolean adoptExisting,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean revokeExistingAccess) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?");

    public EnvironmentSpec {
        regions = List.copyOf(regions);
        kmsKeyArns = List.copyOf(kmsKeyArns);
        // Specs of earlier versions were stored without it.
        glueDatabases = glueDatabases == null ? List.of() : List.copyOf(glueDatabases);
        tags = Map.copyOf(tags);
    }

    /** What a DELETE does. */
    public enum DeletionPolicy {
        /** Everything that the environment owns is deleted. */
        DELETE,
        /** Only our tags are removed; role and policies are retained. */
        RETAIN
    }

    /** Whether an environment can have that name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
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
                glueDatabases,
                confluent,
                policy,
                adoptExisting,
                revokeExistingAccess);
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
                glueDatabases,
                confluent,
                deletionPolicy,
                adoptExisting,
                revokeExistingAccess);
    }
}
