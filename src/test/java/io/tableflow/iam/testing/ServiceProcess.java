package io.tableflow.iam.testing;

import io.tableflow.iam.TableflowIamApplication;
import io.tableflow.iam.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The whole service in a process of its own, which can be killed. */
public final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final URI uri;

    private ServiceProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it and waits until it is ready. */
    public static ServiceProcess start(TestDatabase database, LocalAws aws, String... properties) {
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Daws.accessKeyId=" + Node.ACCOUNT,
                "-Daws.secretAccessKey=local",
                "-Daws.endpointUrl=" + aws.endpoint(),
                "-cp",
                Objects.requireNonNullElse(
                        System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                TableflowIamApplication.class.getName(),
                "--server.port=" + uri.getPort(),
                "--spring.profiles.active=local",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword()));
        for (String property : properties) {
            command.add("--" + property);
        }
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            ServiceProcess service = new ServiceProcess(process, uri);
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException("The service did not start", e);
        }
    }

    private void awaitReady() {
        ApiClient client = new ApiClient(uri);
        Awaitility.await("the service's readiness")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .failFast("the process ended", () -> !process.isAlive())
                .until(() -> client.get("/actuator/health/readiness").status() == 200);
    }

    /** The service's address. */
    public URI uri() {
        return uri;
    }

    /** SIGKILL: no shutdown hooks run. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: it does nothing any more, and does not know it. Returns once all of its threads have stopped. */
    public void suspend() {
        signal("-STOP");
        Awaitility.await("all threads having stopped")
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(this::isStopped);
    }

    /** On a busy machine a thread may go on for a while after the signal was sent. */
    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                // The state follows the name, which is in parentheses and may have spaces in it.
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    /** SIGCONT: it goes on where it was. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int outcome = new ProcessBuilder("/bin/kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (outcome != 0) {
                throw new IllegalStateException("kill " + signal + " has failed: " + outcome);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("There is no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM: it may finish what is in progress. Returns how long that took. */
    public Duration terminate() {
        Instant asked = Instant.now();
        process.destroy();
        process.onExit().join();
        return Duration.between(asked, Instant.now());
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
