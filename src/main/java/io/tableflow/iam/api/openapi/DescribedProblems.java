package io.tableflow.iam.api.openapi;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.http.problem.Problem;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** One answer for each status that a handler can fail with, and one example for each code. */
final class DescribedProblems {

    private static final String REQUEST_ID = "4c1f0a52-7c55-4a8e-9d7c-1f2f6f0f5a11";

    private DescribedProblems() {}

    static void describe(Operation operation, Components components, HandlerMethod handler) {
        codes(operation, handler).stream()
                .sorted(Comparator.comparing(ProblemCode::value))
                .collect(Collectors.groupingBy(ProblemCode::status))
                .forEach((status, codes) -> operation
                        .getResponses()
                        .addApiResponse(Integer.toString(status.value()), answer(codes, components)));
    }

    /** The codes that the handler declares, and those that follow from its signature. */
    private static Set<ProblemCode> codes(Operation operation, HandlerMethod handler) {
        Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
        codes.addAll(List.of(ProblemCode.INVALID_REQUEST, ProblemCode.INTERNAL_ERROR, ProblemCode.UNAVAILABLE));
        if (!handler.hasMethodAnnotation(SecurityRequirements.class)) {
            codes.addAll(List.of(ProblemCode.UNAUTHORIZED, ProblemCode.FORBIDDEN));
        }
        if (!handler.hasMethodAnnotation(GetMapping.class)) {
            codes.add(ProblemCode.CONCURRENT_CHANGE);
        }
        if (operation.getRequestBody() != null) {
            codes.addAll(
                    List.of(ProblemCode.MALFORMED_JSON, ProblemCode.PAYLOAD_TOO_LARGE, ProblemCode.REQUEST_TIMEOUT));
        }
        if (takesJsonOnly(handler)) {
            codes.add(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (DescribedRequests.hasParameter(operation, IdempotencyKeys.HEADER)) {
            codes.addAll(List.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT));
        }
        if (DescribedRequests.hasParameter(operation, HttpHeaders.IF_MATCH)) {
            codes.add(ProblemCode.PRECONDITION_FAILED);
        }
        ApiProblems own = handler.getMethodAnnotation(ApiProblems.class);
        if (own != null) {
            codes.addAll(List.of(own.value()));
        }
        return codes;
    }

    /** A handler of raw bytes accepts any media type. */
    private static boolean takesJsonOnly(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(it -> it.hasParameterAnnotation(RequestBody.class) && it.getParameterType() != byte[].class);
    }

    private static ApiResponse answer(List<ProblemCode> codes, Components components) {
        MediaType content = new MediaType().schema(Schemas.reference(ProblemSchema.class, components));
        ApiResponse response = new ApiResponse()
                .description(codes.stream()
                        .map(code -> "`" + code.value() + "`: " + code.title() + ".")
                        .collect(Collectors.joining("  \n")))
                .content(new Content().addMediaType("application/problem+json", content));
        DescribedHeaders.add(response, DescribedHeaders.REQUEST_ID, components);
        for (ProblemCode code : codes) {
            ProblemException problem = ProblemExamples.of(code);
            Examples.add(content, code.value(), "problem-" + code.value(), example(problem), components);
            problem.headers().forEach((name, values) -> DescribedHeaders.add(response, name, components));
        }
        return response;
    }

    private static Example example(ProblemException problem) {
        Problem document = Problem.of(problem, ProblemExamples.instance(problem.code()), REQUEST_ID);
        return new Example().summary(problem.code().title()).value(Json.mapper().valueToTree(document));
    }
}
