package io.tableflow.iam.environment;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyDocuments;
import org.jspecify.annotations.Nullable;

/** The documents that an environment's row asks for: what should stand in IAM. */
public final class DesiredPolicies {

    private DesiredPolicies() {}

    /** Deny-all until Confluent's half is known, and again when the environment is to go; else exactly Confluent. */
    public static PolicyDocument trust(Environment environment) {
        Integration integration = environment.integration();
        return environment.isDeletionRequested() || integration == null
                ? PolicyDocuments.denyAll()
                : trust(environment.spec(), integration);
    }

    /** The trust for one integration. */
    public static PolicyDocument trust(EnvironmentSpec spec, @Nullable Integration integration) {
        return integration == null
                ? PolicyDocuments.denyAll()
                : PolicyDocuments.trust(integration.principal(), spec.trustConditionsOrNone());
    }

    /** The permissions on the bucket. */
    public static PolicyDocument s3(EnvironmentSpec spec, AwsAccount account) {
        return PolicyDocuments.s3(account.partition(), spec.bucket(), spec.kmsKeyArns());
    }

    /** The permissions on the Glue catalogs. */
    public static PolicyDocument glue(EnvironmentSpec spec, AwsAccount account) {
        return PolicyDocuments.glue(account, spec.regions());
    }
}
