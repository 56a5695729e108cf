package io.tableflow.iam.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the account to work in. All but the first call of {@link #caller()} is free: accounts are kept, with their clients. */
public interface AwsAccounts {

    /**
     * Who we are: asked of STS once, and known for the life of the process.
     *
     * @throws AwsException where STS does not say; it is asked again next time
     * @throws IllegalStateException inside a database transaction, also where it is known: {@link #knownCaller()} is for
     *     there
     */
    CallerIdentity caller();

    /** Who we are, where it is known already: never a call. */
    Optional<CallerIdentity> knownCaller();

    /** Our own account. Throws as {@link #caller()} does. */
    IamAccount own();

    /**
     * An account, in our own partition: in another than our own, IAM is called as the role
     * {@code tableflow.aws.provisioner-role-name} there, assumed when first needed and again before it expires.
     *
     * @param accountId 12 digits; null: our own
     * @throws AwsException as {@link #caller()} does, and {@code ACCOUNT_NOT_CONNECTED} where no role to assume is set
     * @throws IllegalArgumentException where it is not an account id
     */
    IamAccount account(@Nullable String accountId);

    /**
     * The region of environments that name none: {@code tableflow.aws.region}, or what the AWS SDK finds. There always is
     * one: without it the application does not start.
     */
    String defaultRegion();
}
