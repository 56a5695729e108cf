package io.tableflow.iam.metrics;

import io.tableflow.iam.drift.DriftSweep;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.NotificationReceiver;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import java.util.List;

/** A node whose database nobody else uses, so that what it measures is known; drift is found there, and not repaired. */
abstract class MeteredService {

    static final LocalAws AWS = LocalAws.start();
    static final TestDatabase DATABASE = TestDatabase.create();
    static final LocalConfluent CLOUD = LocalConfluent.start();
    static final Node NODE = Node.start(
            DATABASE,
            AWS,
            List.of(SettableTime.class, SqlCounter.class),
            ZeroTouchFixture.settings(
                    CLOUD,
                    SettableTime.NO_HEARTBEATS,
                    "tableflow.drift.repair=false",
                    "tableflow.notifications[0].name=chat",
                    "tableflow.notifications[0].url=https://127.0.0.1:1/",
                    "tableflow.notifications[0].secret=" + NotificationReceiver.SECRET,
                    "tableflow.notifications[0].events=FOREIGN_DETACHED"));

    static final ApiClient ENGINEER = new ApiClient(NODE.uri());
    static final ConfluentPipeline CONFLUENT = new ConfluentPipeline(ENGINEER, NODE.bean(SettableClock.class));

    /** What is measured now: so much later that the gauges are read anew. */
    static Exposition scrapeAnew() {
        pass(FleetMeters.READ_EVERY.plusSeconds(1));
        return Exposition.scrape(ENGINEER);
    }

    static void pass(Duration time) {
        NODE.bean(SettableClock.class).pass(time);
    }

    static void provisioned(String name) {
        ENGINEER.post("/environments", "{\"name\":\"" + name + "\"}");
        ENGINEER.awaitState(name, "AWAITING_INTEGRATION");
    }

    static void active(String name) {
        provisioned(name);
        CONFLUENT.callBack(name);
        ENGINEER.awaitState(name, "ACTIVE");
    }

    /** By a clock that is a little ahead: what was written a moment ago is not covered. */
    static void sweep() {
        pass(Duration.ofSeconds(5));
        NODE.bean(DriftSweep.class).run(() -> false);
    }

    static AwsUser ourselves() {
        return AwsUser.ofAccount(AWS.endpoint(), Node.ACCOUNT);
    }
}
