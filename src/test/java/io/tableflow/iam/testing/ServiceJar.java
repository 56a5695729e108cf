package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The packaged service in a process of its own. */
public final class ServiceJar extends MeasuredProcess {

    /** Where the build puts it. */
    public static final String FILE = System.getProperty("benchmark.jar", "target/tableflow-iam.jar");

    private final URI uri;
    private final long startedAt = System.nanoTime();
    private Duration startTime = Duration.ZERO;

    private ServiceJar(Process process, URI uri) {
        super(process);
        this.uri = uri;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param flags of the JVM
     * @param properties of the service, as {@code name=value}
     */
    public static ServiceJar start(
            String name, TestDatabase database, URI aws, List<String> flags, List<String> properties) {
        return start(name, FILE, MemoryLimit.none(), database, aws, flags, properties);
    }

    /** The same with a jar that is not where the build puts it. */
    public static ServiceJar start(
            String name, String jar, TestDatabase database, URI aws, List<String> flags, List<String> properties) {
        return start(name, jar, MemoryLimit.none(), database, aws, flags, properties);
    }

    /** The same with so much memory and no more. */
    public static ServiceJar start(
            String name,
            String jar,
            MemoryLimit memory,
            TestDatabase database,
            URI aws,
            List<String> flags,
            List<String> properties) {
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of(
                "-Daws.accessKeyId=" + Node.ACCOUNT,
                "-Daws.secretAccessKey=local",
                "-Daws.region=eu-central-1",
                "-Daws.endpointUrl=" + aws,
                "-jar",
                jar,
                "--server.port=" + uri.getPort(),
                "--spring.config.additional-location=file:src/test/resources/",
                "--spring.profiles.active=local",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword()));
        properties.forEach(property -> arguments.add("--" + property));
        ServiceJar service = new ServiceJar(MeasuredProcess.java(name, memory, arguments), uri);
        service.awaitReady();
        return service;
    }

    public URI uri() {
        return uri;
    }

    /** The time from the start of the process to its readiness. */
    public Duration startTime() {
        return startTime;
    }

    private void awaitReady() {
        ApiClient client = new ApiClient(uri);
        Awaitility.await("the service's readiness")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .failFast("the process ended", () -> !isAlive())
                .until(() -> client.get("/actuator/health/readiness").status() == 200);
        startTime = Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
