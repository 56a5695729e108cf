package io.tableflow.iam.aws.sdk;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Builds the SDK's clients, all on one connection pool, and closes them. The SDK resolves the endpoints: it maps the
 * region to IAM's endpoint of the partition and to the STS of the region, and reads {@code AWS_ENDPOINT_URL}, {@code
 * AWS_ENDPOINT_URL_IAM}, {@code AWS_ENDPOINT_URL_STS} and those of other services.
 */
final class AwsClientFactory implements AutoCloseable {

    private static final String NAME = "tableflow-iam";
    private static final int THREADS_FOR_TIMEOUTS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    // A call on a pooled connection that the other end has closed would fail, so idle connections are closed before AWS
    // closes them.
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

    private final ConfiguredEndpoints endpoints = ConfiguredEndpoints.now();
    private final Region region;
    private final AwsCredentialsProvider own;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor timeouts;
    private final ClientOverrideConfiguration configuration;
    private final StsClient sts;
    private final IamClient iam;
    private final Set<SdkAutoCloseable> opened = ConcurrentHashMap.newKeySet();

    /**
     * @param maxConnections how many concurrent calls there can be
     * @param timeout how long one call may take, from its first byte to its last
     */
    AwsClientFactory(Region region, AwsCredentialsProvider credentials, int maxConnections, Duration timeout) {
        this.region = region;
        this.own = credentials;
        this.http = Apache5HttpClient.builder()
                .maxConnections(maxConnections)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(timeout)
                .connectionMaxIdleTime(LONGEST_IDLE)
                .socketTimeout(timeout)
                .build();
        // Without it each client, and so each account, has five threads of its own for its timeouts.
        this.timeouts = new ScheduledThreadPoolExecutor(
                THREADS_FOR_TIMEOUTS,
                Thread.ofPlatform().daemon().name("aws-timeouts-", 0).factory());
        this.timeouts.setRemoveOnCancelPolicy(true);
        // The SDK does not retry: the workflow does, with a back-off that survives a crash. Two layers of retries would
        // multiply, and send more calls to an IAM that is already throttling.
        this.configuration = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(timeout)
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, NAME)
                .scheduledExecutorService(timeouts)
                .addExecutionInterceptor(new WholeErrors())
                .build();
        this.sts = opened(StsClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(configuration)
                .build());
        // Now, and not when it is first needed: both clients of one process have the endpoints of the same moment.
        this.iam = iam(credentials);
    }

    Region region() {
        return region;
    }

    /** STS, with our own credentials. */
    StsClient sts() {
        return sts;
    }

    /** IAM, with our own credentials. */
    IamClient iam() {
        return iam;
    }

    /** A role, which is assumed when it is needed. */
    AssumedRole role(String roleArn, @Nullable String externalId) {
        return opened(new AssumedRole(() -> StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn(roleArn).roleSessionName(NAME).externalId(externalId))
                .build()));
    }

    /** IAM, with the given credentials. */
    IamClient iam(AwsCredentialsProvider as) {
        return opened(IamClient.builder()
                .region(region)
                .credentialsProvider(as)
                .httpClient(http)
                .overrideConfiguration(configuration)
                .build());
    }

    /**
     * CloudTrail of a region.
     *
     * @param as the credentials; null: our own
     */
    CloudTrailClient cloudTrail(@Nullable AwsCredentialsProvider as, String in) {
        return client("CloudTrail", CloudTrailClient.builder(), as, in);
    }

    /**
     * Any other service in a region. No type of that service is named here, so that its SDK is loaded when it is first called, and
     * not when the application starts.
     *
     * @param service its name in {@link ConfiguredEndpoints}
     * @param as the credentials; null: our own
     */
    <C extends SdkAutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            String service, B builder, @Nullable AwsCredentialsProvider as, String in) {
        endpoints.of(service).ifPresent(builder::endpointOverride);
        return opened(builder.region(Region.of(in))
                .credentialsProvider(as == null ? own : as)
                .httpClient(http)
                .overrideConfiguration(configuration)
                .build());
    }

    private <T extends SdkAutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** Closes one of the clients or roles that this factory has made. */
    void close(SdkAutoCloseable closeable) {
        opened.remove(closeable);
        closeable.close();
    }

    /** How many clients and roles are open. */
    int open() {
        return opened.size();
    }

    @Override
    public void close() {
        opened.forEach(SdkAutoCloseable::close);
        http.close();
        timeouts.shutdownNow();
    }
}
