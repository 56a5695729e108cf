package io.tableflow.iam.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A user with AWS credentials and an SDK client, who looks at IAM or tries to assume a role. */
public final class AwsUser {

    private final URI endpoint;
    private final AwsCredentials credentials;

    private AwsUser(URI endpoint, AwsCredentials credentials) {
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** The account's root user. */
    public static AwsUser ofAccount(URI endpoint, String account) {
        return new AwsUser(endpoint, AwsBasicCredentials.create(account, "any secret"));
    }

    /** The same user with a session of a role. */
    public AwsUser as(String roleArn) {
        Credentials session = assume(roleArn, null);
        return new AwsUser(
                endpoint,
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    /** Assumes a role, or fails with {@link software.amazon.awssdk.services.sts.model.StsException}. */
    public Credentials assume(String roleArn, @Nullable String externalId) {
        try (StsClient sts = configured(StsClient.builder()).build()) {
            return sts.assumeRole(request ->
                            request.roleArn(roleArn).roleSessionName("session").externalId(externalId))
                    .credentials();
        }
    }

    /** The role's trust policy. */
    public String trust(String roleName) {
        try (IamClient iam = iam()) {
            return URLDecoder.decode(
                    iam.getRole(request -> request.roleName(roleName)).role().assumeRolePolicyDocument(),
                    StandardCharsets.UTF_8);
        }
    }

    /** The names of the managed policies that are attached to the role. */
    public List<String> attachedPolicies(String roleName) {
        try (IamClient iam = iam()) {
            return iam.listAttachedRolePolicies(request -> request.roleName(roleName)).attachedPolicies().stream()
                    .map(AttachedPolicy::policyName)
                    .toList();
        }
    }

    /** The names of all roles of the account. */
    public List<String> roles() {
        try (IamClient iam = iam()) {
            return iam.listRolesPaginator().roles().stream().map(Role::roleName).toList();
        }
    }

    /** The names of all customer managed policies of the account. */
    public List<String> policies() {
        try (IamClient iam = iam()) {
            return iam.listPoliciesPaginator(request -> request.scope(PolicyScopeType.LOCAL)).policies().stream()
                    .map(Policy::policyName)
                    .toList();
        }
    }

    /** For all other calls. */
    public IamClient iam() {
        return configured(IamClient.builder()).build();
    }

    /** S3 of a region. */
    public S3Client s3(String region) {
        return configured(S3Client.builder())
                .forcePathStyle(true)
                .region(Region.of(region))
                .build();
    }

    /** KMS of a region. */
    public KmsClient kms(String region) {
        return configured(KmsClient.builder()).region(Region.of(region)).build();
    }

    /** Glue of a region. */
    public GlueClient glue(String region) {
        return configured(GlueClient.builder()).region(Region.of(region)).build();
    }

    /** Lake Formation of a region. */
    public LakeFormationClient lakeFormation(String region) {
        return configured(LakeFormationClient.builder())
                .region(Region.of(region))
                .build();
    }

    /** Connections that are idle are closed before the server closes them, which a call without retries would trip over. */
    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
        return builder.endpointOverride(endpoint)
                .httpClientBuilder(Apache5HttpClient.builder().connectionMaxIdleTime(Duration.ofSeconds(5)))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }
}
