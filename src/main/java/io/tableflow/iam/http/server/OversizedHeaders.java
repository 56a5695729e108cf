package io.tableflow.iam.http.server;

import org.apache.coyote.http11.Constants;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** Tells headers that are too long, or too many, from those that are wrong: to Tomcat all of them are a 400. */
final class OversizedHeaders {

    /** In whatever language Tomcat speaks here. */
    private static final String TOO_LONG =
            StringManager.getManager(Constants.class).getString("iib.requestheadertoolarge.error");

    private OversizedHeaders() {}

    static boolean are(@Nullable Throwable failure) {
        return failure != null
                && (TOO_LONG.equals(failure.getMessage())
                        || (failure instanceof IllegalStateException && isThrownBy(failure, MimeHeaders.class)));
    }

    /** Its message holds the limit; the only thing that it complains of is their number. */
    private static boolean isThrownBy(Throwable failure, Class<?> thrower) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals(thrower.getName());
    }
}
