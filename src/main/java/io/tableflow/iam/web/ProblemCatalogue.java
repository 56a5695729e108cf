package io.tableflow.iam.web;

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
