package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What distinguishes the two managed policies of an environment: their names, their documents, and where the row stores
 * them.
 */
public final class ManagedPolicies {

    /** The kinds that are managed policies. */
    public static final List<PolicyKind> KINDS = List.of(PolicyKind.S3, PolicyKind.GLUE);

    private ManagedPolicies() {}

    /** The versions that the row knows to be in force. */
    static Map<PolicyKind, String> versions(Environment environment) {
        Map<PolicyKind, String> versions = new EnumMap<>(PolicyKind.class);
        String s3 = environment.observed().resources().s3Policy().versionId();
        String glue = environment.observed().resources().gluePolicy().versionId();
        if (s3 != null) {
            versions.put(PolicyKind.S3, s3);
        }
        if (glue != null) {
            versions.put(PolicyKind.GLUE, glue);
        }
        return versions;
    }

    /** The name of a step, such as {@code create-s3-policy}. */
    public static String stepName(String verb, PolicyKind kind) {
        return verb + "-" + kind.name().toLowerCase(Locale.ROOT) + "-policy";
    }

    public static String name(EnvironmentSpec spec, PolicyKind kind) {
        return switch (kind) {
            case S3 -> spec.names().s3Policy();
            case GLUE -> spec.names().gluePolicy();
            case TRUST -> throw notManaged(kind);
        };
    }

    public static String arn(EnvironmentSpec spec, PolicyKind kind, AwsAccount account) {
        return account.policyArn(name(spec, kind));
    }

    public static PolicyDocument document(EnvironmentSpec spec, PolicyKind kind, AwsAccount account) {
        return switch (kind) {
            case S3 -> DesiredPolicies.s3(spec, account);
            case GLUE -> DesiredPolicies.glue(spec, account);
            case TRUST -> throw notManaged(kind);
        };
    }

    private static IllegalArgumentException notManaged(PolicyKind kind) {
        return new IllegalArgumentException(kind + " is part of the role, not a managed policy");
    }
}
