package io.tableflow.iam.aws;

import io.tableflow.iam.policy.AwsAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What AWS tells of the use of roles in one account. Each method is one call, but for lists, which take one for each page. All
 * methods throw {@link AwsException}, and {@link IllegalStateException} inside a database transaction.
 */
public interface AccessEvidence extends AutoCloseable {

    /** The account. */
    AwsAccount account();

    /**
     * GenerateServiceLastAccessedDetails, with actions. AWS shows the report to nobody but the identity that has asked for it.
     *
     * @return the id of the job
     */
    String startReport(String roleArn);

    /**
     * GetServiceLastAccessedDetails, all pages.
     *
     * @return empty while the job is in progress
     * @throws AwsException also if the job has failed
     */
    Optional<List<ServiceUse>> report(String job);

    /**
     * LookupEvents of CloudTrail: one page of the AssumeRole calls that were made in a region, newest first. AWS allows two such
     * calls a second for an account and a region, and keeps events for 90 days.
     *
     * @param after {@link AssumeRolePage#next} of the previous page; null: the first
     */
    AssumeRolePage assumeRoleEvents(String region, Instant from, Instant to, @Nullable String after);

    /** Closes what only this needs. */
    @Override
    void close();
}
