package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's clients for one emulator. They do not retry, so that each call is sent once. */
final class SdkClients implements AutoCloseable {

    private final LocalAws aws;
    private final List<SdkAutoCloseable> clients = new ArrayList<>();

    SdkClients(LocalAws aws) {
        this.aws = aws;
    }

    IamClient iam(String accessKeyId) {
        return opened(configured(IamClient.builder(), key(accessKeyId)).build());
    }

    IamClient iam(Credentials session) {
        return opened(configured(IamClient.builder(), key(session)).build());
    }

    StsClient sts(String accessKeyId) {
        return opened(configured(StsClient.builder(), key(accessKeyId)).build());
    }

    StsClient sts(Credentials session) {
        return opened(configured(StsClient.builder(), key(session)).build());
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, AwsCredentials credentials) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    private static AwsCredentials key(String accessKeyId) {
        return AwsBasicCredentials.create(accessKeyId, "any secret");
    }

    private static AwsCredentials key(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private <C extends SdkAutoCloseable> C opened(C client) {
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(SdkAutoCloseable::close);
    }
}
