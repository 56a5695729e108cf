package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import org.jspecify.annotations.Nullable;

/**
 * Several changes, the most urgent first. One that AWS refuses does not prevent the others: what can be put right is.
 * Failures that pass are thrown at once, since the whole step is then attempted again.
 */
final class IamChanges {

    private @Nullable AwsException refused;

    /** Makes a change. */
    void make(Runnable change) {
        try {
            change.run();
        } catch (AwsException failure) {
            if (failure.kind().isTransient()) {
                throw failure;
            }
            if (refused == null) {
                refused = failure;
            } else {
                refused.addSuppressed(failure);
            }
        }
    }

    /**
     * Ends them.
     *
     * @throws AwsException the first refusal, if there was one
     */
    void end() {
        if (refused != null) {
            throw refused;
        }
    }
}
