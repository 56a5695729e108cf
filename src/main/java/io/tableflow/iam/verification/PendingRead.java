package io.tableflow.iam.verification;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.PolicyError;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A read that was started. Any number of checks may wait for it. */
final class PendingRead<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PendingRead.class);

    /** Those that are not IAM's, and those of S3 whose permission has another name than the operation. */
    private static final Map<String, String> PERMISSIONS = Map.ofEntries(
            Map.entry("GetBucketLocation", "s3:GetBucketLocation"),
            Map.entry("GetBucketPolicy", "s3:GetBucketPolicy"),
            Map.entry("GetBucketEncryption", "s3:GetEncryptionConfiguration"),
            Map.entry("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
            Map.entry("GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
            Map.entry("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
            Map.entry("DescribeKey", "kms:DescribeKey"),
            Map.entry("GetKeyPolicy", "kms:GetKeyPolicy"),
            Map.entry("GetResourcePolicy", "glue:GetResourcePolicy"),
            Map.entry("GetDataLakeSettings", "lakeformation:GetDataLakeSettings"),
            Map.entry("ListPermissions", "lakeformation:ListPermissions"),
            Map.entry("ListResources", "lakeformation:ListResources"));

    private final Future<T> read;
    private final long deadline;

    PendingRead(Future<T> read, long deadline) {
        this.read = read;
        this.deadline = deadline;
    }

    /**
     * What was read.
     *
     * @throws NoAnswerException if it cannot be read
     */
    T await() {
        try {
            return read.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            read.cancel(true);
            throw new NoAnswerException(CheckOutcome.unknown(CheckReason.TIMED_OUT, "AWS did not answer in time."));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(CheckOutcome.unknown(CheckReason.TIMED_OUT, "The verification was ended."));
        } catch (ExecutionException failed) {
            throw new NoAnswerException(outcome(failed.getCause()));
        }
    }

    private static CheckOutcome outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case NoAnswerException known -> known.outcome();
            case AwsException aws -> outcome(aws);
            case MalformedPolicyException unknown -> outcome(unknown);
            case null, default -> {
                LOG.warn("A read of a verification has failed", failure);
                yield CheckOutcome.unknown(
                        CheckReason.INTERNAL_ERROR, "The check itself has failed; the log says why.");
            }
        };
    }

    private static CheckOutcome outcome(AwsException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.kind() == AwsException.Kind.ACCESS_DENIED) {
            return CheckOutcome.notPermitted(message, permission(failure));
        }
        return CheckOutcome.unknown(
                failure.kind().isTransient() ? CheckReason.AWS_UNAVAILABLE : CheckReason.AWS_REFUSED, message);
    }

    /** The permission that the operation needs. */
    private static String permission(AwsException failure) {
        String operation = failure.operation();
        return PERMISSIONS.getOrDefault(operation, "iam:" + operation);
    }

    // IAM has accepted the document, so it means something to AWS. Its values may be external ids, and are not shown.
    private static CheckOutcome outcome(MalformedPolicyException unknown) {
        return CheckOutcome.unknown(
                CheckReason.UNDETERMINED,
                "The service does not understand "
                        + unknown.errors().stream()
                                .map(PolicyError::pointer)
                                .map(pointer -> pointer.isEmpty() ? "the document" : pointer)
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + " of " + unknown.policy() + ".");
    }
}
