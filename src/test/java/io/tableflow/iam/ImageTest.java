package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ImageFile;
import io.tableflow.iam.testing.ImageFile.Instruction;
import io.tableflow.iam.testing.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be held of the image and of docker-compose.yml without Docker. */
class ImageTest {

    private final ImageFile image = ImageFile.read();
    private final Map<String, Object> compose = map(new Yaml().load(read("docker-compose.yml")));
    private final Map<String, Object> service = service("tableflow-iam");

    @Test
    void theImageSaysWhatItIs() {
        assertThat(texts("LABEL"))
                .singleElement()
                .asString()
                .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.licenses=",
                        "org.opencontainers.image.version=",
                        "org.opencontainers.image.revision=",
                        "org.opencontainers.image.created=");
    }

    @Test
    void aChangeOfTheCodeLeavesTheLayerOfTheLibrariesAsItIs() {
        List<String> copied = texts("COPY").stream()
                .filter(text -> text.contains("--from=layers"))
                .toList();

        assertThat(copied).first().asString().contains("/layers/dependencies/");
        assertThat(copied).last().asString().contains("/layers/application/");
        assertThat(texts("RUN"))
                .anySatisfy(extraction -> assertThat(extraction)
                        .contains("extract --layers", "find /layers -exec touch --no-dereference --date=@0"));
    }

    @Test
    void theCacheIsTrainedWithTheFlagsOfTheJvmThatUsesItAndWithoutADatabase() {
        assertThat(image.jvmFlags())
                .contains("-XX:AOTCache=tableflow-iam.aot", "-XX:+UseSerialGC", "-XX:InitialRAMPercentage=20");
        assertThat(texts("RUN"))
                .anySatisfy(training -> assertThat(training)
                        .contains(
                                "-XX:+UseSerialGC",
                                "-XX:AOTCacheOutput=/tmp/tableflow-iam.aot",
                                "-Dspring.context.exit=onRefresh",
                                "-Dspring.profiles.active=aot-training"));
        assertThat(Path.of("src/main/resources/application-aot-training.yaml")).exists();
    }

    @Test
    void theImageRunsAsAUserWithoutAName() {
        assertThat(texts("USER")).last().isEqualTo("10001:10001");
    }

    @Test
    void composeLetsTheServiceFinishWhatIsUnderWay() {
        assertThat(service).containsEntry("stop_grace_period", "30s");
    }

    @Test
    void composeBuildsTheImageFromAPrebuiltJarOrWithMavenOfAMirror() {
        Map<String, Object> build = map(service.get("build"));
        Map<String, Object> arguments = map(build.get("args"));

        assertThat(build).containsEntry("dockerfile", "src/main/docker/Dockerfile");
        assertThat(arguments)
                .containsEntry("MVNW_DISTRIBUTION_URL", "${MVNW_DISTRIBUTION_URL:-}")
                .containsEntry("JAR", "${JAR:-" + image.argument("JAR").orElseThrow() + "}");
        assertThat(texts("ARG")).contains("MVNW_DISTRIBUTION_URL");
    }

    /** The README names roles of that account, and the secret and the token of compose. */
    @Test
    void theReadmesExamplesRunWithComposeToTheLetter() {
        Map<String, Object> variables = map(service.get("environment"));

        assertThat(variables)
                .containsEntry("AWS_ACCESS_KEY_ID", Node.ACCOUNT)
                .containsEntry("TABLEFLOW_WEBHOOK_SECRETS_0", ConfluentPipeline.SECRET);
        assertThat(read("README.md"))
                .contains(
                        "arn:aws:iam::" + Node.ACCOUNT + ":role/dev-confluent-role",
                        ConfluentPipeline.SECRET.substring("whsec_".length()),
                        "API=http://localhost:8080 TOKEN=local-operator\n");
        assertThat(service.get("ports")).isEqualTo(List.of("127.0.0.1:8080:8080"));
    }

    @Test
    void localStackLeavesNoVolumeBehind() {
        assertThat(service("localstack")).containsEntry("tmpfs", List.of("/var/lib/localstack"));
    }

    private List<String> texts(String instruction) {
        return image.instructions().stream()
                .filter(it -> it.name().equals(instruction))
                .map(Instruction::text)
                .toList();
    }

    private Map<String, Object> service(String name) {
        return map(map(compose.get("services")).get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
