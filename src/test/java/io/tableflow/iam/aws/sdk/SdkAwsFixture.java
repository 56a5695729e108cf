package io.tableflow.iam.aws.sdk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The port as in production, with its endpoint set as {@code AWS_ENDPOINT_URL} would set it. */
public final class SdkAwsFixture implements AutoCloseable {

    /** The system property that the SDK reads before {@code AWS_ENDPOINT_URL}. */
    private static final String ENDPOINT = "aws.endpointUrl";

    public static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final AwsClientFactory clients;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SdkAwsAccounts accounts;
    private final IamClient iam;
    private volatile Duration passed = Duration.ZERO;

    /** @param endpoint null: from the environment variables */
    public SdkAwsFixture(
            @Nullable URI endpoint,
            AwsCredentialsProvider credentials,
            TableflowProperties.Aws settings,
            Duration timeout) {
        // Endpoints for single services, left by another test class in this JVM, would override the one for all.
        List.of("Iam", "Sts", "S3", "Kms", "Glue", "LakeFormation")
                .forEach(service -> System.clearProperty(ENDPOINT + service));
        if (endpoint == null) {
            System.clearProperty(ENDPOINT);
        } else {
            System.setProperty(ENDPOINT, endpoint.toString());
        }
        clients = new AwsClientFactory(Region.US_EAST_1, credentials, 4, timeout);
        accounts = new SdkAwsAccounts(
                clients, settings, meters, new AccountConnections(() -> System.nanoTime() + passed.toNanos()));
        iam = clients.iam();
    }

    /** With the environment's credentials, if it has any: an emulator accepts all. */
    public static SdkAwsFixture endpoint(@Nullable URI endpoint) {
        AwsCredentialsProvider credentials = System.getenv("AWS_ACCESS_KEY_ID") == null
                ? ANYBODY
                : DefaultCredentialsProvider.builder().build();
        return new SdkAwsFixture(endpoint, credentials, settings(null, null), Duration.ofSeconds(10));
    }

    /** Settings for working in other accounts. */
    public static TableflowProperties.Aws settings(@Nullable String provisionerRole, @Nullable String externalId) {
        return new TableflowProperties.Aws(null, provisionerRole, externalId, Duration.ofSeconds(10), 4);
    }

    public AwsAccounts accounts() {
        return accounts;
    }

    /** IAM without the port. */
    public IamClient iam() {
        return iam;
    }

    /** How many clients and roles are open. */
    int open() {
        return clients.open();
    }

    /** Lets time pass for what is idle. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    MeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        System.clearProperty(ENDPOINT);
        clients.close();
    }
}
