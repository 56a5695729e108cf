package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trust must not expire before it is written. Only a new end must lie in the future: a request that repeats the present
 * spec, or changes something else of it, is not refused because the end has passed meanwhile.
 */
final class ExpiryRule {

    private ExpiryRule() {}

    /**
     * Validates the end of the trust.
     *
     * @param present the spec of the environment now; null: there is none yet
     * @throws EnvironmentException if the end is new and has passed
     */
    static void check(EnvironmentSpec requested, @Nullable EnvironmentSpec present, Instant now) {
        Instant end = requested.trustConditionsOrNone().validUntil();
        Instant presentEnd =
                present == null ? null : present.trustConditionsOrNone().validUntil();
        if (end != null && !end.isAfter(now) && !Objects.equals(end, presentEnd)) {
            throw EnvironmentException.invalid(
                    List.of(new FieldViolation("trustConditions.validUntil", "must be in the future")));
        }
    }
}
