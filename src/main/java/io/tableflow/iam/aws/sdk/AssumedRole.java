package io.tableflow.iam.aws.sdk;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a role. It is assumed when they are first needed, and again shortly before they expire, or after
 * {@link #forget}: when a role was deleted and created again, AWS rejects the sessions of the deleted role, which the
 * SDK would otherwise use for the rest of their hour.
 */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {

    private final Supplier<StsAssumeRoleCredentialsProvider> assume;
    private final AtomicReference<StsAssumeRoleCredentialsProvider> session;

    AssumedRole(Supplier<StsAssumeRoleCredentialsProvider> assume) {
        this.assume = assume;
        this.session = new AtomicReference<>(assume.get());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return session.get().resolveCredentials();
    }

    /** Has the next call assume the role again. */
    void forget() {
        session.getAndSet(assume.get()).close();
    }

    @Override
    public void close() {
        session.get().close();
    }
}
