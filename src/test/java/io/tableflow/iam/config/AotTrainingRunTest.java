package io.tableflow.iam.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class AotTrainingRunTest {

    /** Its context is built although the database has no schema, and the clock is not the database's. */
    @Test
    void aServiceWithTheProfileOfTheTrainingRefusesToServe() {
        try (LocalAws aws = LocalAws.start()) {
            assertThatThrownBy(() ->
                            Node.start(TestDatabase.createEmpty(), aws, "spring.profiles.active=local,aot-training"))
                    .hasStackTraceContaining("-Dspring.context.exit=onRefresh")
                    .hasStackTraceContaining("Remove it from spring.profiles.active");
        }
    }
}
