package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.api.openapi.KnownProblems.Known;
import io.tableflow.iam.http.problem.Problem;
import io.tableflow.iam.http.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** One answer for each status that a handler can fail with, and one example for each code. */
@Component
class DescribedProblems {

    private final KnownProblems known;

    DescribedProblems(KnownProblems known) {
        this.known = known;
    }

    void describe(Operation operation, Components components, HandlerMethod handler) {
        Map<Integer, List<Known>> byStatus = codes(operation, handler)
                .map(known::get)
                .collect(Collectors.groupingBy(it -> it.problem().status().value(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, problems) ->
                operation.getResponses().addApiResponse(status.toString(), answer(problems, components)));
    }

    /** What the handler names, and what follows from its signature. */
    private static Stream<String> codes(Operation operation, HandlerMethod handler) {
        Set<String> codes = new TreeSet<>();
        add(codes, ProblemCode.INVALID_REQUEST, ProblemCode.INTERNAL_ERROR, ProblemCode.UNAVAILABLE);
        if (!handler.hasMethodAnnotation(SecurityRequirements.class)) {
            add(codes, ProblemCode.UNAUTHORIZED, ProblemCode.FORBIDDEN);
        }
        if (!handler.hasMethodAnnotation(GetMapping.class)) {
            add(codes, ProblemCode.CONCURRENT_CHANGE);
        }
        if (operation.getRequestBody() != null) {
            add(codes, ProblemCode.MALFORMED_JSON, ProblemCode.PAYLOAD_TOO_LARGE, ProblemCode.REQUEST_TIMEOUT);
        }
        if (takesJsonOnly(handler)) {
            add(codes, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (DescribedRequests.asksFor(operation, IdempotencyKeys.HEADER)) {
            add(codes, ProblemCode.IDEMPOTENCY_KEY_REUSED, ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT);
        }
        if (DescribedRequests.asksFor(operation, HttpHeaders.IF_MATCH)) {
            add(codes, ProblemCode.PRECONDITION_FAILED);
        }
        ApiProblems own = handler.getMethodAnnotation(ApiProblems.class);
        if (own != null) {
            codes.addAll(List.of(own.value()));
        }
        return codes.stream();
    }

    private static void add(Set<String> codes, ProblemCode... types) {
        Arrays.stream(types).map(ProblemCode::value).forEach(codes::add);
    }

    /** Raw bytes are taken whatever they are said to be. */
    private static boolean takesJsonOnly(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(it -> it.hasParameterAnnotation(RequestBody.class) && it.getParameterType() != byte[].class);
    }

    private static ApiResponse answer(List<Known> problems, Components components) {
        MediaType content = new MediaType().schema(Schemas.reference(Problem.class, components));
        ApiResponse response = new ApiResponse()
                .description(problems.stream()
                        .map(it -> "`" + it.problem().code().value() + "`: "
                                + it.problem().code().title() + ".")
                        .collect(Collectors.joining("  \n")))
                .content(new Content().addMediaType("application/problem+json", content));
        DescribedHeaders.add(response, DescribedHeaders.REQUEST_ID, components);
        for (Known it : problems) {
            String code = it.problem().code().value();
            Examples.add(content, code, "problem-" + code, it.document(), components);
            it.problem().headers().forEach((name, values) -> DescribedHeaders.add(response, name, components));
        }
        return response;
    }
}
