package io.tableflow.iam.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who has no API key of Confluent Cloud cannot create an integration there. What an environment already asks for may be
 * repeated, so that it can be changed and let go after the key was taken away.
 */
@Component
class ConfluentKeyRule {

    private final boolean hasKey;

    ConfluentKeyRule(TableflowProperties properties) {
        this.hasKey = properties.confluent().hasApiKey();
    }

    /**
     * Checks what a spec asks for at Confluent.
     *
     * @param present the spec of the environment now; null: there is none yet
     * @throws EnvironmentException if it is new, and there is no key
     */
    void check(EnvironmentSpec requested, @Nullable EnvironmentSpec present) {
        if (requested.confluent() != null
                && !hasKey
                && (present == null || !requested.confluent().equals(present.confluent()))) {
            throw EnvironmentException.invalid(List.of(new FieldViolation(
                    "confluent",
                    "must be left out, since the service may not call Confluent Cloud: tableflow.confluent.api-key is not"
                            + " set")));
        }
    }
}
