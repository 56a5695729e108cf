package io.tableflow.iam.planning;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import org.jspecify.annotations.Nullable;

/** Says what a spec would do to live IAM. Reads only. */
public interface Planner {

    /**
     * Plans an environment, outside any transaction.
     *
     * @param spec what it is to be
     * @param existing the environment of that name as it is, with its present spec, if there is one
     */
    Plan plan(EnvironmentSpec spec, @Nullable Environment existing);

    /** The region of environments that name none. */
    String defaultRegion();
}
