package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.TakenNames;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.ObservedState;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The result of a step whose call to AWS failed, by the kind of failure. */
final class AwsFailureResults {

    /** The code of the problem that a permission is missing. */
    static final String ACCESS_DENIED = "aws-access-denied";

    /** IAM is eventually consistent within seconds. */
    private static final Duration PROPAGATION = Duration.ofMinutes(2);

    private static final Duration PAUSE_WHEN_HELD_BACK = Duration.ofMillis(500);
    private static final Duration WITHOUT_END = Duration.ofDays(365);
    private static final Duration UNTIL_TAGS_ARE_VISIBLE = Duration.ofSeconds(15);

    private AwsFailureResults() {}

    static StepResult toResult(AwsException failure) {
        return switch (failure.kind()) {
            case THROTTLED -> StepResult.retry(problem("aws-throttled", failure, null));
            case HELD_BACK -> heldBack(failure);
            case UNAVAILABLE -> StepResult.retry(problem("aws-unavailable", failure, null));
            case CONCURRENT_MODIFICATION -> StepResult.retry(problem("aws-concurrent-modification", failure, null));
            case NOT_FOUND ->
                new StepResult.Retry(
                        problem(
                                "aws-not-found",
                                failure,
                                "Something that this environment is made of was deleted behind the service's back."
                                        + " POST .../reconcile creates it again."),
                        null,
                        PROPAGATION);
            case BOUNDARY_NOT_FOUND ->
                failed(
                        "boundary-not-found",
                        failure,
                        "PUT a spec whose permissionsBoundaryArn is a policy that exists; or create that policy, then"
                                + " retry.");
            case INVALID_PRINCIPAL ->
                StepResult.retry(problem(
                        ObservedState.PRINCIPAL_NOT_FOUND,
                        failure,
                        "Confluent's principal does not exist, or not yet. Check the provider integration at Confluent,"
                                + " and have its callback sent again: that tries again, as a retry does."));
            case ALREADY_EXISTS ->
                failed(
                        "aws-already-exists",
                        failure,
                        "Create another environment, whose name nothing has; or, once nobody uses what is in the way,"
                                + " remove it and retry.");
            case DELETE_CONFLICT -> StepResult.retry(problem("aws-delete-conflict", failure, null));
            case INVALID_REQUEST -> failed("aws-invalid-request", failure, "PUT a corrected spec.");
            case REFUSED -> failed("aws-refused", failure, "Once what AWS names is settled, retry.");
            case LIMIT_EXCEEDED ->
                failed(
                        "aws-limit-exceeded",
                        failure,
                        "Ask AWS for a higher quota, or remove what is not needed, then retry; or PUT a spec that"
                                + " needs less.");
            case ACCESS_DENIED -> new StepResult.Failed(denied(failure));
            case CREDENTIALS ->
                failed("aws-credentials", failure, "Give the service valid AWS credentials, then retry.");
            case ACCOUNT_NOT_CONNECTED ->
                failed(
                        "account-not-connected",
                        failure,
                        "Set tableflow.aws.provisioner-role-name and let the service assume that role in the account,"
                                + " then retry.");
        };
    }

    /**
     * For a change of a resource that was just tagged: its permission depends on the tags (src/docs/permissions.md),
     * which IAM may not see yet.
     */
    static StepResult toResultAfterTagging(AwsException failure) {
        return failure.kind() == AwsException.Kind.ACCESS_DENIED
                ? new StepResult.Retry(denied(failure), null, UNTIL_TAGS_ARE_VISIBLE)
                : toResult(failure);
    }

    private static WorkflowProblem denied(AwsException failure) {
        return problem(
                ACCESS_DENIED, failure, "Give the service's own role the permission that AWS names, then retry.");
    }

    /** The call was not made: that is no reason to give up, however long the queue is. */
    private static StepResult heldBack(AwsException failure) {
        Duration after =
                PAUSE_WHEN_HELD_BACK.plusMillis(ThreadLocalRandom.current().nextLong(1000));
        return new StepResult.Wait(problem("aws-held-back", failure, null), after, WITHOUT_END);
    }

    /** What AWS says exists is not where ours would be: somebody else's has the name, or it is not visible yet. */
    static StepResult notVisible(TakenNames taken, String code, String detail) {
        if (!taken.problems().isEmpty()) {
            return new StepResult.Failed(taken.problems().values().iterator().next());
        }
        return notVisible(
                code,
                taken.notSearched() == null
                        ? detail
                        : detail + " Whether one at another path has the name is not known: " + taken.notSearched());
    }

    /** What was just written is not visible yet, or somebody else has changed it: worth only a short wait. */
    static StepResult notVisible(String code, String detail) {
        return new StepResult.Wait(
                new WorkflowProblem(code, detail, "If somebody else changed it, POST .../reconcile puts it right."),
                Duration.ofSeconds(1),
                PROPAGATION);
    }

    private static StepResult failed(String code, AwsException failure, String remedy) {
        return new StepResult.Failed(problem(code, failure, remedy));
    }

    /** @param remedy that of the kind, where AWS's answer says no more */
    private static WorkflowProblem problem(String code, AwsException failure, @Nullable String remedy) {
        String known = failure.remedy();
        return new WorkflowProblem(code, String.valueOf(failure.getMessage()), known == null ? remedy : known);
    }
}
