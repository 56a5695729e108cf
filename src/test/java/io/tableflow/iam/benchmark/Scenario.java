package io.tableflow.iam.benchmark;

import java.util.List;

/** One part of the benchmark. */
interface Scenario {

    /** For {@code -Dbenchmark.only}. */
    String name();

    /**
     * Measures.
     *
     * @param environments how many environments are made where the number is free
     */
    List<Figure> run(int environments);
}
