package io.tableflow.iam.api.problem;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.ResponseEntity;

/**
 * What the {@code type} of a problem document leads to: a section of src/docs/troubleshooting.md as text. It is documentation and
 * no operation, so the OpenAPI file does not describe it, and everybody may read it.
 */
@Hidden
interface ProblemHelpApi {

    /**
     * The section of a kind of problem.
     *
     * @param code as in {@link io.tableflow.iam.http.problem.ProblemCode#value()}
     * @throws io.tableflow.iam.http.problem.ProblemException 404 if there is no such kind
     */
    ResponseEntity<String> help(String code);
}
