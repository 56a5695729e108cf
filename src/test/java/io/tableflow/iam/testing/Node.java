package io.tableflow.iam.testing;

import io.tableflow.iam.TableflowIamApplication;
import io.tableflow.iam.localaws.LocalAws;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, running in this JVM on a port of its own: one replica. */
public final class Node implements AutoCloseable {

    /** The account that the service's credentials belong to. */
    public static final String ACCOUNT = "123456789012";

    /**
     * For tests that need many answers at once, however busy the machine is. What waits for a call that was lost waits twice as long, so
     * they let time pass.
     */
    public static final String PATIENT = "tableflow.aws.call-timeout=10s";

    /**
     * What tests need not wait for. They come before a test's own settings. There is no sweep unless a test asks for it,
     * since most tests count calls.
     */
    private static final List<String> WITHOUT_WAITING = List.of(
            "tableflow.drift.interval=1d",
            "tableflow.aws.call-timeout=5s",
            "tableflow.workflow.first-backoff=20ms",
            "tableflow.workflow.longest-backoff=1s",
            "db-scheduler.polling-interval=100ms");

    private final ConfigurableApplicationContext context;

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param properties beside those of the local run, as {@code name=value}
     */
    public static Node start(TestDatabase database, LocalAws aws, String... properties) {
        return start(database, aws, List.of(), properties);
    }

    /** Starts it with beans of a test's own beside its own. */
    public static Node start(TestDatabase database, LocalAws aws, List<Class<?>> beans, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.profiles.active=local",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(),
                "--spring.main.banner-mode=off"));
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(WITHOUT_WAITING.stream(), Stream.of(properties))
                .map(property -> property.split("=", 2))
                .forEach(property -> settings.put(property[0], property[1]));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        LocalAwsEndpoint.use(aws.endpoint(), ACCOUNT);
        return new Node(new SpringApplicationBuilder(TableflowIamApplication.class)
                .sources(beans.toArray(Class<?>[]::new))
                .properties(Map.of("spring.jmx.enabled", "false"))
                // At the end of the JVM its PostgreSQL ends as well: a node that is left then has nobody to say goodbye
                // to.
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new)));
    }

    /** Starts one that can {@linkplain #die die}. */
    public static Node startCrashable(
            TestDatabase database, LocalAws aws, CommitListener watcher, String... properties) {
        return startCrashable(database, aws, watcher, List.of(), properties);
    }

    /** The same with beans of a test's own. */
    public static Node startCrashable(
            TestDatabase database, LocalAws aws, CommitListener watcher, List<Class<?>> beans, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.shutdown=immediate",
                "db-scheduler.shutdown-max-wait=0s",
                "db-scheduler.heartbeat-interval=500ms",
                "db-scheduler.missed-heartbeats-limit=6"));
        all.addAll(List.of(properties));
        Node node = start(
                database,
                aws,
                Stream.concat(beans.stream(), Stream.of(CrashSimulator.class)).toList(),
                all.toArray(String[]::new));
        node.bean(CrashSimulator.class).watch(watcher);
        return node;
    }

    /** As by SIGKILL: no hook, no goodbye. What is left of it in this JVM is cleared away behind the scenes. */
    public void die() {
        bean(CrashSimulator.class).die();
        Thread.ofVirtual().start(context::close);
    }

    /** Has it freeze at the next such point. */
    public void freezeAt(CrashSimulator.FreezePoint point) {
        bean(CrashSimulator.class).freezeAt(point);
    }

    /** Whether it is frozen now. */
    public boolean isFrozen() {
        return bean(CrashSimulator.class).isFrozen();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * Waits until it is so, while time passes quickly for a node with {@link SettableTime}: half a second between two looks.
     */
    public void awaitAsTimePasses(String what, Callable<Boolean> condition) {
        SettableClock clock = bean(SettableClock.class);
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    boolean isSo = condition.call();
                    if (!isSo) {
                        clock.pass(Duration.ofMillis(500));
                    }
                    return isSo;
                });
    }

    /** One of its beans. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All of its beans of a type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    @Override
    public void close() {
        context.close();
    }
}
