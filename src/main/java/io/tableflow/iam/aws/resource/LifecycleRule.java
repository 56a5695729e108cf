package io.tableflow.iam.aws.resource;

import java.util.List;

/**
 * A rule of a bucket's lifecycle that is enabled.
 *
 * @param id its name
 * @param isExpiring whether it deletes current objects some day
 * @param storageClasses the other storage classes that it moves current objects to
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html">Lifecycle configuration
 *     elements</a>
 */
public record LifecycleRule(String id, boolean isExpiring, List<String> storageClasses) {

    public LifecycleRule {
        storageClasses = List.copyOf(storageClasses);
    }
}
