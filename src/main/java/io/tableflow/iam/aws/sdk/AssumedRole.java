package io.tableflow.iam.aws.sdk;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A role that is assumed when first needed, and again shortly before its credentials expire; or when they are to be
 * forgotten: a role that was deleted and made again does not know the sessions of the one before, and the SDK would keep
 * them for the rest of their hour.
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

    /** The next call assumes the role anew. */
    void forget() {
        session.getAndSet(assume.get()).close();
    }

    @Override
    public void close() {
        session.get().close();
    }
}
