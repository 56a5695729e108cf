package io.tableflow.iam.workflow;

import java.util.List;

/**
 * Steps that do not need one another's results, so that they are attempted at the same time. The next stage begins once
 * all of them are done.
 */
public record Stage(List<Step> steps) {

    public static Stage of(Step... steps) {
        return new Stage(List.of(steps));
    }

    boolean contains(String stepName) {
        return steps.stream().anyMatch(step -> step.name().equals(stepName));
    }
}
