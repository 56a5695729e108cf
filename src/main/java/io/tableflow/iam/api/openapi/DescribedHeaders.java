package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** The headers of answers. */
final class DescribedHeaders {

    static final String REQUEST_ID = "X-Request-Id";

    private static final Map<String, Header> ALL = Map.of(
            REQUEST_ID,
            text(
                    "The request's id, which is also in the service's log: the caller's own if it is"
                            + " well-formed, otherwise a new one.",
                    "4c1f0a52-7c55-4a8e-9d7c-1f2f6f0f5a11"),
            HttpHeaders.LOCATION,
            text("Where to poll for the result.", "/environments/dev"),
            HttpHeaders.RETRY_AFTER,
            new Header()
                    .description("After how many seconds to poll, or to try again.")
                    .schema(new IntegerSchema().format(null).minimum(java.math.BigDecimal.ONE))
                    .example(1),
            HttpHeaders.ETAG,
            text(
                    "The environment's revision, opaque; another environment that gets the same name never has the"
                            + " same tag. Send it as If-Match, so that only the revision that you have read is changed.",
                    "\"0q3TZ0QSRqOqYk6n8mR1Xg.7.m0Yl1nZ3q2Xk\""),
            IdempotencyKeys.REPLAYED,
            text("true if this is the stored answer to an earlier request with the same Idempotency-Key.", "true"),
            HttpHeaders.WWW_AUTHENTICATE,
            text("What is missing, as RFC 6750 specifies.", "Bearer"));

    private DescribedHeaders() {}

    /** Adds a header to an answer, and to the shared components. */
    static void add(ApiResponse response, String name, Components components) {
        Header header = ALL.get(name);
        if (header == null) {
            throw new IllegalStateException("Header " + name + " is not described in DescribedHeaders");
        }
        components.addHeaders(name, header);
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }

    private static Header text(String description, String example) {
        return new Header().description(description).schema(new StringSchema()).example(example);
    }
}
