package io.tableflow.iam.aws.sdk;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Connects the port to AWS. Nothing here calls AWS at start, so the service also starts while AWS is down. */
@Configuration(proxyBeanMethods = false)
class AwsConfiguration {

    // For the drift sweep and the reads of the API, which run beside the workflows. A verification reads some thirty
    // things at
    // once, and where there is no way to one of the services, it holds those connections until they time out.
    private static final int CONNECTIONS_BESIDE_WORKFLOWS = 64;

    @Bean
    AwsClientFactory awsClients(TableflowProperties properties) {
        return new AwsClientFactory(
                AwsRegionResolver.resolve(properties.aws().region(), new DefaultAwsRegionProviderChain()),
                DefaultCredentialsProvider.builder().build(),
                properties.workflow().concurrency() + CONNECTIONS_BESIDE_WORKFLOWS,
                properties.aws().callTimeout());
    }

    @Bean
    AwsAccounts awsAccounts(AwsClientFactory clients, TableflowProperties properties, MeterRegistry meters) {
        return new SdkAwsAccounts(clients, properties.aws(), meters);
    }
}
