package io.tableflow.iam.api.environment;

import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.CurrentRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter that is true or false. Alone, as in {@code ?dryRun}, it is true. With an equals sign and nothing behind it, it is
 * refused: {@code ?force=$FORCE} with a variable that is not set must not force anything.
 */
final class BooleanParameter {

    private BooleanParameter() {}

    /**
     * Whether it is true; a missing one is false.
     *
     * @throws ProblemException 400 if it is neither
     */
    static boolean isSet(String name, @Nullable String value) {
        return switch (value) {
            case null -> false;
            case "" -> {
                if (!isAlone(name)) {
                    throw invalid(name);
                }
                yield true;
            }
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name);
        };
    }

    /**
     * Checks the value by which the handler was chosen: Spring takes whatever is not {@code false} for true.
     *
     * @throws ProblemException 400 if it is another
     */
    static void require(boolean expected, String name, @Nullable String value) {
        if (isSet(name, value) != expected) {
            throw invalid(name);
        }
    }

    private static boolean isAlone(String name) {
        return List.of(CurrentRequest.query().split("&")).contains(name);
    }

    private static ProblemException invalid(String name) {
        return ProblemException.invalid(name, "must be true or false");
    }
}
