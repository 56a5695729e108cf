package io.tableflow.iam;

import io.tableflow.iam.localrun.LocalRun;

/**
 * {@code ./mvnw spring-boot:test-run}: the service with a real PostgreSQL and an in-process IAM, on this machine only.
 */
public final class TestTableflowIamApplication {

    private TestTableflowIamApplication() {}

    public static void main(String[] args) {
        LocalRun.start(args);
    }
}
