package io.tableflow.iam.aws;

import io.tableflow.iam.policy.AwsAccount;

/**
 * Our own identity in AWS.
 *
 * @param account the account that our credentials belong to
 * @param arn the user, or the session of an assumed role
 */
public record CallerIdentity(AwsAccount account, String arn) {

    /** The id of the account, 12 digits. */
    public String accountId() {
        return account.id();
    }

    /** The partition of the account: every ARN that we write is in it. */
    public String partition() {
        return account.partition();
    }
}
