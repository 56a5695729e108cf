package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceProcess;
import io.tableflow.iam.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A process is killed with SIGKILL while, for each of its AWS calls, one environment is stopped before the call's
 * effect and another one after it. The next process completes all of them.
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

    private final CountDownLatch arrived = new CountDownLatch(2 * CALLS.size());
    private final CountDownLatch killed = new CountDownLatch(1);

    @Test
    void whatTheKilledProcessBeganIsFinishedByTheNext() throws InterruptedException {
        try (LocalAws aws = LocalAws.start()) {
            TestDatabase database = TestDatabase.create();
            CALLS.forEach((name, operation) -> {
                stopAt(aws, operation, "before-" + name, Fault.before(this::waitForTheKill));
                stopAt(aws, operation, "after-" + name, Fault.after(this::waitForTheKill));
            });
            try (ServiceProcess first = start(database, aws)) {
                beginAll(new ApiClient(first.uri()));
                assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
                first.kill();
                killed.countDown();
            }
            aws.faults().clear();

            try (ServiceProcess second = start(database, aws)) {
                ApiClient engineer = new ApiClient(second.uri());
                names().forEach(name -> engineer.awaitState(name, "ACTIVE"));
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).roles())
                        .hasSize(names().size());
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).policies())
                        .hasSize(2 * names().size());

                names().forEach(name -> engineer.delete("/environments/" + name));
                names().forEach(engineer::awaitGone);
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).roles())
                        .isEmpty();
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).policies())
                        .isEmpty();
            }
        }
    }

    private static ServiceProcess start(TestDatabase database, LocalAws aws) {
        return ServiceProcess.start(database, aws, "db-scheduler.heartbeat-interval=1s");
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
