package io.tableflow.iam.aws.sdk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Reads an error's body to its end before the SDK parses it. The SDK takes what it cannot read for an error without a code, as a proxy
 * answers it, so that a 403 whose connection breaks half way would count as a refusal and not as an answer that never arrived.
 */
final class WholeErrors implements ExecutionInterceptor {

    /** IAM's errors have some hundred bytes; what is longer comes from somebody else. */
    private static final int LONGEST_ERROR = 256 * 1024;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        return context.responseBody().map(WholeErrors::read);
    }

    private static InputStream read(InputStream body) {
        try {
            return new ByteArrayInputStream(body.readNBytes(LONGEST_ERROR));
        } catch (IOException cut) {
            throw SdkClientException.create("The answer stops half way", cut);
        }
    }
}
