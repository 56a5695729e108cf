package io.tableflow.iam.aws;

import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.CallerAccount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to AWS accounts. Accounts and their clients are cached, so only the first call of {@link #caller()}
 * calls AWS.
 */
public interface AwsAccounts extends CallerAccount {

    /**
     * Our own identity: STS is asked once, and the answer is kept for the life of the process.
     *
     * @throws AwsException if STS does not answer; the next call asks again
     * @throws IllegalStateException inside a database transaction, even if the identity is known; use
     *     {@link #knownCaller()} there
     */
    CallerIdentity caller();

    /** Our own identity, if it is already known. Never calls AWS. */
    Optional<CallerIdentity> knownCaller();

    @Override
    default Optional<AwsAccount> knownAccount() {
        return knownCaller().map(CallerIdentity::account);
    }

    /** Our own account. Throws the same exceptions as {@link #caller()}. */
    IamAccount own();

    /**
     * An account in our own partition. In another account than our own, IAM is called as the role
     * {@code tableflow.aws.provisioner-role-name} of that account, which is assumed when it is first needed, and again
     * before its session expires.
     *
     * @param accountId 12 digits; null: our own
     * @throws AwsException as {@link #caller()} does, and {@code ACCOUNT_NOT_CONNECTED} if no role to assume is
     *     configured
     * @throws IllegalArgumentException if it is not an account id
     */
    IamAccount account(@Nullable String accountId);

    /**
     * The buckets, keys and Glue catalogs of an account, read with the identity of {@link #account} and the same exceptions.
     *
     * @param accountId 12 digits; null: our own
     */
    ResourceEvidence resources(@Nullable String accountId);

    /**
     * Opens what AWS tells of the use of roles in an account, with the identity of {@link #account} in a session of its own, and
     * the same exceptions.
     *
     * @param accountId 12 digits; null: our own
     */
    AccessEvidence openEvidence(@Nullable String accountId);

    /**
     * The region of environments whose spec has none: {@code tableflow.aws.region}, or the region that the AWS SDK
     * finds. There always is one: without it the application does not start.
     */
    String defaultRegion();
}
