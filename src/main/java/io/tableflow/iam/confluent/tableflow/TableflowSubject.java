package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verdict is about.
 *
 * @param integration the id of its integration; null while none is known
 * @param databases the Glue databases of its spec: Tableflow names a database after its Kafka cluster
 */
public record TableflowSubject(
        UUID environment, String name, @Nullable String integration, List<String> databases) {

    public static TableflowSubject of(Environment environment) {
        ProviderIntegration known = environment.desired().integration();
        return new TableflowSubject(
                environment.id(),
                environment.name(),
                known == null ? null : known.id(),
                environment.spec().glueDatabases());
    }
}
