package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation that springdoc generated what the annotations of its handler say. */
@Component
class DescribedOperations implements GlobalOperationComponentsCustomizer {

    @Override
    public Operation customize(Operation operation, Components components, HandlerMethod handler) {
        DescribedRequests.describe(operation, components, handler);
        DescribedSuccesses.describe(operation, components, handler);
        DescribedProblems.describe(operation, components, handler);
        ApiResponses byStatus = new ApiResponses();
        new TreeMap<>(operation.getResponses()).forEach(byStatus::addApiResponse);
        operation.setResponses(byStatus);
        return operation;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        return operation;
    }
}
