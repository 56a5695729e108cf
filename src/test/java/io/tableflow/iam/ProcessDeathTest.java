package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.NotificationReceiver;
import io.tableflow.iam.testing.NotificationReceiver.Message;
import io.tableflow.iam.testing.ServiceProcess;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A process is killed with SIGKILL while, for each of its AWS calls, one environment is stopped before the call's
 * effect and another one after it, and while an endpoint of the notifications has received an event and not answered yet. The next
 * node completes all of them, and tells that event again and every other one.
 */
class ProcessDeathTest {

    /** The call that each environment, named after it, is in the middle of when the process dies. */
    private static final Map<String, String> CALLS = Map.of(
            "create-role", "CreateRole",
            "create-s3", "CreatePolicy",
            "create-glue", "CreatePolicy",
            "attach-s3", "AttachRolePolicy",
            "attach-glue", "AttachRolePolicy",
            "update-trust", "UpdateAssumeRolePolicy");

    /** Which of the messages to the endpoint the process does not survive. */
    private static final int HELD = 5;

    private final CountDownLatch arrived = new CountDownLatch(2 * CALLS.size() + 1);
    private final CountDownLatch killed = new CountDownLatch(1);
    private final AtomicInteger messages = new AtomicInteger();

    @Test
    void whatTheKilledProcessBeganIsFinishedByTheNextNode() throws InterruptedException {
        try (LocalAws aws = LocalAws.start();
                NotificationReceiver receiver = NotificationReceiver.start()) {
            receiver.answer(message -> {
                if (messages.incrementAndGet() == HELD) {
                    waitForTheKill();
                }
                return NotificationReceiver.Answer.of(204);
            });
            TestDatabase database = TestDatabase.create();
            CALLS.forEach((name, operation) -> {
                stopAt(aws, operation, "before-" + name, Fault.before(this::waitForTheKill));
                stopAt(aws, operation, "after-" + name, Fault.after(this::waitForTheKill));
            });
            try (ServiceProcess first = ServiceProcess.start(database, aws, settings(receiver))) {
                beginAll(new ApiClient(first.uri()));
                assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
                first.kill();
                killed.countDown();
            }
            aws.faults().clear();

            try (Node second = Node.start(database, aws, settings(receiver))) {
                ApiClient engineer = new ApiClient(second.uri());
                names().forEach(name -> engineer.awaitState(name, "ACTIVE"));
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).roles())
                        .hasSize(names().size());
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).policies())
                        .hasSize(2 * names().size());

                assertAllWasTold(receiver, database);

                names().forEach(name -> engineer.delete("/environments/" + name));
                names().forEach(engineer::awaitGone);
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).roles())
                        .isEmpty();
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).policies())
                        .isEmpty();
            }
        }
    }

    /** At least once, in the order of each environment, and again what the process died of. */
    private static void assertAllWasTold(NotificationReceiver receiver, TestDatabase database) {
        List<Long> due = database.client()
                .sql(
                        "select position from audit_event join audit_seal on event_id = id where type in ('REQUESTED', 'PROVISIONED', 'ACTIVATED')")
                .query((row, nth) -> row.getLong("position"))
                .list();
        Awaitility.await("every event being told")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ids(receiver.accepted())).containsAll(due));
        List<Message> told = receiver.accepted();
        assertThat(ids(told).stream().filter(id -> Collections.frequency(ids(told), id) > 1))
                .as("told again")
                .contains(told.get(HELD - 1).json().path("id").asLong());
        for (String name : names()) {
            assertThat(ids(told.stream()
                            .filter(it -> it.environment().equals(name))
                            .toList()))
                    .as("the order in which the events of " + name + " were told")
                    .isSorted();
        }
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(it -> it.json().path("id").asLong()).toList();
    }

    private static String[] settings(NotificationReceiver receiver) {
        List<String> settings = new ArrayList<>(
                receiver.settings(0, "told", "events[0]=REQUESTED", "events[1]=PROVISIONED", "events[2]=ACTIVATED"));
        settings.add("db-scheduler.heartbeat-interval=1s");
        return settings.toArray(String[]::new);
    }

    private static void beginAll(ApiClient engineer) {
        ConfluentPipeline confluent = new ConfluentPipeline(engineer);
        names().forEach(name -> {
            assertThat(engineer.post("/environments", "{\"name\":\"" + name + "\"}")
                            .status())
                    .isEqualTo(202);
            assertThat(confluent.callBack(name).status()).isEqualTo(202);
        });
    }

    private static List<String> names() {
        return CALLS.keySet().stream()
                .flatMap(name -> List.of("before-" + name, "after-" + name).stream())
                .toList();
    }

    private static void stopAt(LocalAws aws, String operation, String environment, Fault fault) {
        String resource = switch (environment.substring(environment.indexOf('-') + 1)) {
            case "create-s3", "attach-s3" -> environment + "-confluent-tableflow-s3-permission";
            case "create-glue", "attach-glue" -> environment + "-confluent-tableflow-connection";
            default -> environment + "-confluent-role";
        };
        aws.faults().on(operation, resource).once(fault);
    }

    private void waitForTheKill() {
        arrived.countDown();
        try {
            killed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
