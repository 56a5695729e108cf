package io.tableflow.iam.api.openapi;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.examples.Example;
import io.tableflow.iam.http.problem.Problem;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The problems of all rooms by their codes. */
@Component
class KnownProblems {

    /**
     * A kind of problem.
     *
     * @param problem how it is thrown
     * @param document how it is answered
     */
    record Known(ProblemException problem, Example document) {}

    private static final String REQUEST = "4c1f0a52-7c55-4a8e-9d7c-1f2f6f0f5a11";

    private final Map<String, Known> byCode = new HashMap<>();

    KnownProblems(List<ProblemCatalogue> rooms) {
        rooms.forEach(room -> room.examples().forEach(problem -> add(problem, room.instance())));
    }

    Known get(String code) {
        Known known = byCode.get(code);
        if (known == null) {
            throw new IllegalStateException("Problem code " + code + " is in no ProblemCatalogue");
        }
        return known;
    }

    private void add(ProblemException problem, String instance) {
        Known known = new Known(
                problem,
                new Example()
                        .summary(problem.code().title())
                        .value(Json.mapper().valueToTree(Problem.of(problem, instance, REQUEST))));
        if (byCode.put(problem.code().value(), known) != null) {
            throw new IllegalStateException("Problem code " + problem.code().value() + " is in two ProblemCatalogues");
        }
    }
}
