package io.tableflow.iam.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem document that every failed request is answered with (RFC 9457, {@code application/problem+json}).
 *
 * @param type identifies the kind of problem, {@code urn:tableflow-iam:problem:<code>}
 * @param title what kind of problem it is, in words
 * @param status the HTTP status
 * @param detail what is wrong this time
 * @param instance the path of the request
 * @param code the stable name of the kind
 * @param correlationId what the log calls this request; only where the fault is ours
 * @param errors the parts of the request that are wrong; only where there are any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        String code,
        @Nullable String correlationId,
        List<FieldError> errors) {}
