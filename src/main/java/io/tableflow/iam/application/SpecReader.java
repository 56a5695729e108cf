package io.tableflow.iam.application;

import io.tableflow.iam.environment.spec.EnvironmentSpec;

/** Reads the specs that callers ask for. The API implements it, whose contract says what a spec is. */
public interface SpecReader {

    /**
     * The spec, with its defaults.
     *
     * @param json as the body of {@code POST /environments}
     * @throws io.tableflow.iam.http.problem.ProblemException 400, naming every field that is wrong
     */
    EnvironmentSpec read(String json);
}
