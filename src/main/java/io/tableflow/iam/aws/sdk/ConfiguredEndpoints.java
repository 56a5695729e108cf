package io.tableflow.iam.aws.sdk;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that system properties or environment variables name for services whose clients are made later than the others: those
 * of the same moment, so that all clients of one process talk to the same AWS. Where neither names one, the SDK decides.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific endpoints</a>
 */
final class ConfiguredEndpoints {

    /** As the SDK spells them in the names of its system properties. */
    private static final List<String> SERVICES = List.of("CloudTrail", "S3", "Kms", "Glue", "LakeFormation");

    private static final String PROPERTY = "aws.endpointUrl";
    private static final String VARIABLE = "AWS_ENDPOINT_URL";

    private final Map<String, URI> byService = new HashMap<>();

    private ConfiguredEndpoints(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {
        if (Boolean.parseBoolean(properties.apply("aws.ignoreConfiguredEndpointUrls"))
                || Boolean.parseBoolean(variables.apply("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
            return;
        }
        for (String service : SERVICES) {
            Optional.ofNullable(properties.apply(PROPERTY + service))
                    .or(() -> Optional.ofNullable(variables.apply(VARIABLE + "_" + service.toUpperCase(Locale.ROOT))))
                    .or(() -> Optional.ofNullable(properties.apply(PROPERTY)))
                    .or(() -> Optional.ofNullable(variables.apply(VARIABLE)))
                    .ifPresent(endpoint -> byService.put(service, URI.create(endpoint)));
        }
    }

    /** Those of now. */
    static ConfiguredEndpoints now() {
        return new ConfiguredEndpoints(System::getProperty, System::getenv);
    }

    /** Those of other properties and variables. */
    static ConfiguredEndpoints of(Map<String, String> properties, Map<String, String> variables) {
        return new ConfiguredEndpoints(properties::get, variables::get);
    }

    /** The endpoint of a service; empty: the SDK decides. */
    Optional<URI> of(String service) {
        return Optional.ofNullable(byService.get(service));
    }
}
