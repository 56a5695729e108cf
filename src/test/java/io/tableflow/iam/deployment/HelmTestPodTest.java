package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.tableflow.iam.deployment.HelmProcess.Kind;
import io.tableflow.iam.deployment.HelmProcess.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pod of {@code helm test} finds out whether a pod of the service is ready. */
class HelmTestPodTest {

    @TempDir
    private static Path folder;

    private static Pod pod = new Pod();

    /** Helm renders no hooks, so that the chart here has none: its pod for tests is one like others. */
    @BeforeAll
    static void render() throws IOException {
        Path chart = HelmChart.withDefaults(folder.resolve("chart"), "minimal");
        Path template = chart.resolve("templates/tests/readiness.yaml");
        Files.writeString(template, HelmChart.read(template).replace("helm.sh/hook: test", "example/hook: test"));
        String rendered = HelmChart.ask(List.of(new Request(
                        "tests",
                        Kind.TEMPLATE,
                        chart.toString(),
                        HelmChart.fileOf("minimal").toString())))
                .output("tests");
        pod = KubernetesObjects.read(rendered).the(Pod.class);
    }

    @Test
    void itHasNoPrivilegesAndCountsAsNoPodOfTheService() {
        Container container = pod.getSpec().getContainers().getFirst();

        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/name");
        assertThat(HelmChart.read(HelmChart.FOLDER.resolve("templates/tests/readiness.yaml")))
                .contains("    helm.sh/hook: test\n");
    }

    @ParameterizedTest
    @CsvSource({"200, HTTP, true", "503, HTTP, false", "503, HTTPS, true"})
    void itSucceedsWhereTheServiceIsReady(int status, String scheme, boolean succeeds)
            throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/bash")).exists();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
        try {
            ProcessBuilder command =
                    new ProcessBuilder(pod.getSpec().getContainers().getFirst().getCommand());
            command.environment().put("HOST", "127.0.0.1");
            command.environment()
                    .put("PORT", Integer.toString(service.getAddress().getPort()));
            command.environment().put("SCHEME", scheme);

            assertThat(command.inheritIO().start().waitFor() == 0).isEqualTo(succeeds);
        } finally {
            service.stop(0);
        }
    }
}
