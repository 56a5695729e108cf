package io.tableflow.iam.aws.sdk;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** Decides which region is used. */
final class AwsRegionResolver {

    private AwsRegionResolver() {}

    /**
     * The configured region, or the region that the SDK finds in the environment, the profile or the machine.
     *
     * @throws IllegalStateException if there is none
     */
    static Region resolve(@Nullable String configured, AwsRegionProvider sdk) {
        if (configured != null) {
            return Region.of(configured);
        }
        try {
            return sdk.getRegion();
        } catch (SdkClientException none) {
            throw new IllegalStateException(
                    "No AWS region was found: set tableflow.aws.region, or AWS_REGION, to a region such as eu-central-1.",
                    none);
        }
    }
}
