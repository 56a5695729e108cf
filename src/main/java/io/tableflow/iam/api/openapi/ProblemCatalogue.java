package io.tableflow.iam.api.openapi;

import io.tableflow.iam.http.problem.ProblemException;
import java.util.List;

/** The problems that a room can answer with, each as it would be thrown. The API's description is made of them. */
public interface ProblemCatalogue {

    /** One problem of each type. */
    List<ProblemException> examples();

    /** A path where they are met. */
    default String instance() {
        return "/environments/dev";
    }
}
