package io.tableflow.iam.console.action;

import io.tableflow.iam.console.page.StateWords;
import io.tableflow.iam.planning.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is shown: what would be done first, what would stay as it is last.
 *
 * @param isBlocked whether something would make the request fail
 */
record PlanLines(List<Plan.Change> changes, List<Plan.Change> unchanged, List<String> warnings, boolean isBlocked) {

    static PlanLines of(Plan plan) {
        return new PlanLines(
                plan.changes().stream().filter(it -> !isUnchanged(it)).toList(),
                plan.changes().stream().filter(PlanLines::isUnchanged).toList(),
                plan.warnings(),
                plan.changes().stream().anyMatch(it -> it.conflict() != null));
    }

    private static boolean isUnchanged(Plan.Change change) {
        return change.action() == Plan.Action.NONE && change.conflict() == null;
    }

    /** Whether it is about a document, which is shown line by line; the rest are values of one line. */
    public boolean isDocument(Plan.Change change) {
        return change.diff() != null && !change.diff().isEmpty() && (isJson(change.before()) || isJson(change.after()));
    }

    private static boolean isJson(@Nullable String value) {
        return value != null && value.startsWith("{");
    }

    /** The tone of a change, as in {@link StateWords}. */
    public String tone(Plan.Change change) {
        if (change.conflict() != null) {
            return "bad";
        }
        return switch (change.action()) {
            case CREATE -> "ok";
            case UPDATE -> "busy";
            case DELETE -> "warn";
            case NONE -> "off";
        };
    }
}
