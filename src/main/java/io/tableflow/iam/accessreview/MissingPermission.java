package io.tableflow.iam.accessreview;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import org.jspecify.annotations.Nullable;

/** The permission that a call lacked, as policies name it. */
final class MissingPermission {

    private MissingPermission() {}

    /** Null if it failed for another reason. */
    static @Nullable String of(AwsException failure) {
        if (failure.kind() != Kind.ACCESS_DENIED) {
            return null;
        }
        return (failure.operation().equals("LookupEvents") ? "cloudtrail:" : "iam:") + failure.operation();
    }
}
