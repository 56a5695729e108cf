package io.tableflow.iam.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published file is what the service serves. */
class OpenApiFileTest extends ServiceTest {

    private static final Path FILE = Path.of("openapi/tableflow-iam.yaml");

    @Test
    void theFileIsWhatTheServiceServes() throws IOException {
        String served = engineer.get("/v3/api-docs.yaml").text();

        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, served);
        }

        assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                .as(
                        "%s is not what the service serves. If the service is right, write it anew with%n"
                                + "  ./mvnw test -Dtest=OpenApiFileTest -Dopenapi.write=true%nand commit it.",
                        FILE)
                .isEqualTo(served);
    }
}
