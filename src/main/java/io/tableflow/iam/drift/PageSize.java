package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AwsException;
import java.util.function.IntFunction;

/**
 * How large the pages are that an account is read in. They begin with the most that IAM allows, so that hundreds of
 * environments take one call. IAM takes longer for more, and may not answer in time: then they become smaller, and stay
 * so for later sweeps by this node.
 */
final class PageSize {

    private static final int LARGEST = 1000;
    private static final int SMALLEST = 100;

    private volatile int items = LARGEST;

    /** Makes a call for a page of the present size. If it gets no answer, later ones ask for half as many. */
    <T> T read(IntFunction<T> call) {
        int size = items;
        try {
            return call.apply(size);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.UNAVAILABLE && failure.errorCode() == null) {
                items = Math.max(SMALLEST, size / 2);
            }
            throw failure;
        }
    }
}
