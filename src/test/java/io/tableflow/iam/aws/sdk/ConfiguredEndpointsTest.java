package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the order in which the SDK looks for them. */
class ConfiguredEndpointsTest {

    private static final String GENERAL = "http://localstack:4566";
    private static final String OF_S3 = "http://minio:9000";

    @Test
    void aServiceHasItsOwnEndpointOrElseThatOfAll() {
        ConfiguredEndpoints endpoints =
                ConfiguredEndpoints.of(Map.of(), Map.of("AWS_ENDPOINT_URL", GENERAL, "AWS_ENDPOINT_URL_S3", OF_S3));

        assertThat(endpoints.of("S3")).contains(URI.create(OF_S3));
        assertThat(endpoints.of("LakeFormation")).contains(URI.create(GENERAL));
    }

    @Test
    void aPropertyOverridesAVariable() {
        ConfiguredEndpoints endpoints = ConfiguredEndpoints.of(
                Map.of("aws.endpointUrlKms", GENERAL),
                Map.of("AWS_ENDPOINT_URL_KMS", OF_S3, "AWS_ENDPOINT_URL_GLUE", OF_S3));

        assertThat(endpoints.of("Kms")).contains(URI.create(GENERAL));
        assertThat(endpoints.of("Glue")).contains(URI.create(OF_S3));
    }

    @Test
    void withoutAnyTheSdkDecides() {
        assertThat(ConfiguredEndpoints.of(Map.of(), Map.of()).of("S3")).isEmpty();
        assertThat(ConfiguredEndpoints.of(
                                Map.of(),
                                Map.of("AWS_ENDPOINT_URL", GENERAL, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"))
                        .of("S3"))
                .isEmpty();
    }
}
