package io.tableflow.iam.api.accessreview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.accessreview.UseCollection;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** A service that collects the use of roles when it is told to. */
abstract class UseCollectionTest {

    static final String CONFLUENT = "851725421142";

    static LocalAws aws;
    static TestDatabase database;
    static Node node;
    static ApiClient engineer;
    static ConfluentPipeline pipeline;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        database = TestDatabase.create();
        node = Node.start(
                database,
                aws,
                List.of(SettableTime.class, SqlCounter.class),
                SettableTime.NO_HEARTBEATS,
                "tableflow.access-review.enabled=true",
                "tableflow.access-review.lookback=1h",
                "tableflow.access-review.interval=1d");
        aws.clock(clock());
        engineer = new ApiClient(node.uri());
        pipeline = new ConfluentPipeline(engineer, clock());
    }

    @AfterEach
    void nothingIsLeftOfFaults() {
        aws.faults().clear();
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    static SettableClock clock() {
        return node.bean(SettableClock.class);
    }

    static void active(String name) {
        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
        pipeline.callBack(name);
        engineer.awaitState(name, "ACTIVE");
    }

    /** Has a role of Confluent's account, whatever its name, assume the environment's role. */
    static void assume(String name, String principal) {
        confluent(principal).assume(role(name), ConfluentPipeline.EXTERNAL_ID);
    }

    static AwsUser confluent(String principal) {
        return AwsUser.ofAccount(aws.endpoint(), CONFLUENT).as("arn:aws:iam::" + CONFLUENT + ":role/" + principal);
    }

    static String role(String name) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":role/" + name + "-confluent-role";
    }

    /** By a clock that is ahead: CloudTrail is read until a quarter of an hour ago. All environments are due. */
    static void collect() {
        clock().pass(Duration.ofMinutes(20));
        database.client()
                .sql("update access_report set asked_at = asked_at - interval '2 days'")
                .update();
        node.bean(UseCollection.class).run(() -> false);
    }

    static JsonNode access(String name) {
        Answer answer = engineer.get("/environments/" + name + "/access");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
