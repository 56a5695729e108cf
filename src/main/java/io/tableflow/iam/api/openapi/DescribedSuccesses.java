package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What a handler answers by {@link ApiSuccess}, in place of what springdoc guessed. */
final class DescribedSuccesses {

    private DescribedSuccesses() {}

    static void describe(Operation operation, Components components, HandlerMethod handler) {
        Set<ApiSuccess> successes = AnnotatedElementUtils.findMergedRepeatableAnnotations(
                handler.getMethod(), ApiSuccess.class, ApiSuccess.All.class);
        if (successes.isEmpty()) {
            throw new IllegalStateException(handler + " does not say how it @Succeeds");
        }
        ApiResponses responses = new ApiResponses();
        for (ApiSuccess success : successes) {
            MediaType content = new MediaType()
                    .schema(
                            success.body() == Void.class
                                    ? generated(operation)
                                    : Schemas.reference(success.body(), components));
            Examples.add(content, success.examples(), components);
            ApiResponse same = responses.get(Integer.toString(success.status()));
            if (same != null) {
                same.getContent().addMediaType(success.mediaType(), content);
                continue;
            }
            ApiResponse response = new ApiResponse()
                    .description(success.value())
                    .content(new Content().addMediaType(success.mediaType(), content));
            DescribedHeaders.add(response, DescribedHeaders.REQUEST_ID, components);
            for (String header : success.headers()) {
                DescribedHeaders.add(response, header, components);
            }
            if (success.status() != 200 && DescribedRequests.asksFor(operation, IdempotencyKeys.HEADER)) {
                DescribedHeaders.add(response, IdempotencyKeys.REPLAYED, components);
            }
            responses.addApiResponse(Integer.toString(success.status()), response);
        }
        operation.responses(responses);
    }

    /** From the handler's return type. */
    private static Schema<?> generated(Operation operation) {
        return operation.getResponses().values().stream()
                .filter(it -> it.getContent() != null && !it.getContent().isEmpty())
                .findFirst()
                .orElseThrow()
                .getContent()
                .values()
                .iterator()
                .next()
                .getSchema();
    }
}
