package io.tableflow.iam.simulation;

/** Plays what happens to one environment. */
interface Actor {

    /** The environment's name. */
    String environment();

    /** What is played. */
    Record script();

    /** Goes on with what has failed; whether everything is at rest as it is to be. */
    boolean settle();
}
