package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.EnumMap;
import java.util.Map;

/**
 * What distinguishes the two managed policies of an environment: their names, their documents, and where the row stores
 * them.
 */
public final class ManagedPolicies {

    private ManagedPolicies() {}

    /** The versions that the row knows to be in force. */
    static Map<ResourceKind, String> versions(Environment environment) {
        Map<ResourceKind, String> versions = new EnumMap<>(ResourceKind.class);
        String s3 = environment.observed().resources().s3Policy().versionId();
        String glue = environment.observed().resources().gluePolicy().versionId();
        if (s3 != null) {
            versions.put(ResourceKind.S3_POLICY, s3);
        }
        if (glue != null) {
            versions.put(ResourceKind.GLUE_POLICY, glue);
        }
        return versions;
    }

    public static String name(EnvironmentSpec spec, ResourceKind kind) {
        return switch (kind) {
            case S3_POLICY -> spec.names().s3Policy();
            case GLUE_POLICY -> spec.names().gluePolicy();
            case ROLE -> throw notManaged(kind);
        };
    }

    public static String arn(EnvironmentSpec spec, ResourceKind kind, AwsAccount account) {
        return account.policyArn(name(spec, kind));
    }

    public static PolicyDocument document(EnvironmentSpec spec, ResourceKind kind, AwsAccount account) {
        return switch (kind) {
            case S3_POLICY -> DesiredPolicies.s3(spec, account);
            case GLUE_POLICY -> DesiredPolicies.glue(spec, account);
            case ROLE -> throw notManaged(kind);
        };
    }

    private static IllegalArgumentException notManaged(ResourceKind kind) {
        return new IllegalArgumentException(kind + " is not a managed policy");
    }
}
