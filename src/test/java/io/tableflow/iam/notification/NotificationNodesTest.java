package io.tableflow.iam.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.CommitListener;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.NotificationReceiver;
import io.tableflow.iam.testing.NotificationReceiver.Message;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Any number of nodes have the same endpoints: one tells an endpoint at a time, and any may die. */
class NotificationNodesTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final NotificationReceiver receiver = NotificationReceiver.start();

    @Test
    void twoNodesTellOnceAndWhenOneDiesInTheMiddleTheOtherRepeatsThatMessageAlone() {
        TestDatabase database = TestDatabase.create();
        Map<String, Node> nodes = new ConcurrentHashMap<>();
        for (String name : List.of("one", "two")) {
            nodes.put(name, start(database, name));
        }
        AtomicReference<@Nullable String> dead = new AtomicReference<>();
        CountDownLatch published = new CountDownLatch(1);
        try {
            awaitBegun(database);
            publish(nodeOf(nodes, "one"), 1, 20);
            awaitDistinct(20);
            assertThat(receiver.attempts()).hasSize(20);

            receiver.answer(message -> {
                if (message.environment().equals("told-25") && dead.get() == null) {
                    await(published);
                    dead.set(whoTells(database));
                    nodeOf(nodes, dead.get()).die();
                }
                return NotificationReceiver.Answer.of(204);
            });
            publish(nodeOf(nodes, "one"), 21, 40);
            published.countDown();

            awaitDistinct(40);
            assertThat(dead).doesNotHaveNullValue();
            assertThat(receiver.attempts())
                    .as("attempts: one event was received, and its node died before it could store that")
                    .hasSize(41);
            assertThat(ids()).isSorted();
        } finally {
            nodes.values().forEach(Node::close);
        }
    }

    private static Node nodeOf(Map<String, Node> nodes, @Nullable String name) {
        return Objects.requireNonNull(nodes.get(Objects.requireNonNull(name)));
    }

    private Node start(TestDatabase database, String name) {
        List<String> settings = new ArrayList<>(List.of(settings()));
        settings.add("db-scheduler.scheduler-name=" + name);
        return Node.startCrashable(
                database, aws, CommitListener.NOBODY, List.of(EventPublisher.class), settings.toArray(String[]::new));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String whoTells(TestDatabase database) {
        return database.client()
                .sql("select picked_by from scheduled_tasks where task_name = 'notification-told' and picked")
                .query(String.class)
                .single();
    }

    /** As production polls: five polls are five seconds. */
    @Test
    void anEndpointWithNothingToBeToldCostsFewStatements() {
        TestDatabase database = TestDatabase.create();
        List<String> settings = new ArrayList<>(List.of(settings()));
        settings.add("db-scheduler.polling-interval=1s");
        try (Node node = Node.start(database, aws, List.of(SqlCounter.class), settings.toArray(String[]::new))) {
            SqlCounter counter = node.bean(SqlCounter.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> runs(database) >= 2
                            && database.client()
                                    .sql("select not exists (select 1 from audit_unsealed)")
                                    .query(Boolean.class)
                                    .single());
            counter.drain();
            List<SqlCounter.Executed> executed = new ArrayList<>();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                executed.add(counter.drain());
                return executed.stream().mapToLong(NotificationNodesTest::polls).sum() >= 6;
            });

            assertThat(executed.stream()
                            .mapToLong(SqlCounter.Executed::statements)
                            .sum())
                    .as(executed.toString())
                    .isBetween(6L, 36L);
        }
    }

    private static long runs(TestDatabase database) {
        return database.client()
                .sql("select coalesce(sum(version), 0) / 2 from scheduled_tasks where task_name = 'notification-told'")
                .query(Long.class)
                .single();
    }

    private static long polls(SqlCounter.Executed executed) {
        return executed.all().stream()
                .map(it -> it.sql().toLowerCase(Locale.ROOT))
                .filter(sql -> sql.contains("scheduled_tasks") && sql.contains("execution_time <="))
                .count();
    }

    private String[] settings() {
        return receiver.settings(0, "told", "events[0]=ACTIVATED").toArray(String[]::new);
    }

    private static void publish(Node node, int first, int last) {
        IntStream.rangeClosed(first, last)
                .forEach(nth -> node.bean(EventPublisher.class).publish(AuditEventType.ACTIVATED, "told-" + nth));
    }

    private static void awaitBegun(TestDatabase database) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> database.client()
                                .sql("select count(*) from notification_endpoint")
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private void awaitDistinct(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ids().stream().distinct().count() >= count);
    }

    private List<Long> ids() {
        return receiver.accepted().stream()
                .map(Message::json)
                .map(it -> it.path("id").asLong())
                .toList();
    }
}
