package io.tableflow.iam.environment.spec;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import org.jspecify.annotations.Nullable;

/** The documents that an environment's row asks for: what should stand in IAM. */
public final class DesiredPolicies {

    private DesiredPolicies() {}

    /** Deny-all until Confluent's half is known, and again when the environment is to go; else exactly Confluent. */
    public static PolicyDocument trust(Environment environment) {
        ProviderIntegration integration = environment.desired().integration();
        return environment.isDeletionRequested() || integration == null
                ? PolicyRenderer.denyAll()
                : trust(environment.spec(), integration);
    }

    /** The trust for one integration. */
    public static PolicyDocument trust(EnvironmentSpec spec, @Nullable ProviderIntegration integration) {
        return integration == null
                ? PolicyRenderer.denyAll()
                : PolicyRenderer.trust(integration.principal(), spec.trustConditionsOrNone());
    }

    /** The permissions on the bucket. */
    public static PolicyDocument s3(EnvironmentSpec spec, AwsAccount account) {
        return PolicyRenderer.s3(account.partition(), spec.bucket(), spec.kmsKeyArns());
    }

    /** The permissions on the Glue catalogs, or on some databases of theirs. */
    public static PolicyDocument glue(EnvironmentSpec spec, AwsAccount account) {
        return PolicyRenderer.glue(account, spec.regions(), spec.glueDatabases());
    }
}
