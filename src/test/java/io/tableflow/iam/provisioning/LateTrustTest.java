package io.tableflow.iam.provisioning;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A trust that is written by a call nobody waits for any more does not let in whom another rotation has shut out. */
class LateTrustTest {

    private static final String ROLE = "late-confluent-role";
    private static final String SECOND = "arn:aws:iam::851725421142:role/cspi-second";
    private static final String THIRD = "arn:aws:iam::851725421142:role/cspi-third";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final Node node = Node.start(
            database, aws, List.of(SettableTime.class), SettableTime.NO_HEARTBEATS, "tableflow.aws.call-timeout=10s");

    private final ApiClient engineer = new ApiClient(node.uri());
    private final ConfluentPipeline confluent = new ConfluentPipeline(engineer, node.bean(SettableClock.class));

    @BeforeEach
    void activeWithTheFirstPrincipal() {
        aws.clock(node.bean(SettableClock.class));
        engineer.post("/environments", "{\"name\":\"late\"}");
        confluent.deliver("msg_1", ConfluentPipeline.document("late", PRINCIPAL, EXTERNAL_ID));
        node.awaitAsTimePasses("active", () -> state().equals("ACTIVE"));
    }

    @Test
    void noOtherTrustIsWrittenAndNothingIsActiveWhileACallWithoutAnswerMayStillWriteOne() {
        aws.faults().on("UpdateAssumeRolePolicy", ROLE).once(Fault.DISCONNECT);
        rotateTo(SECOND, "ext-2");
        node.awaitAsTimePasses("written again", () -> letsIn(SECOND));
        Instant written = now();
        rotateTo(THIRD, "ext-3");
        node.awaitAsTimePasses(
                "waits",
                () -> engineer.get("/environments/late/workflows").text().contains("change-without-answer"));
        assertThat(state()).isEqualTo("UPDATING_TRUST");

        node.awaitAsTimePasses("the third is let in", () -> letsIn(THIRD));

        assertThat(Duration.between(written, now())).isGreaterThan(Duration.ofSeconds(15));
        node.awaitAsTimePasses("active", () -> state().equals("ACTIVE"));
        assertThat(liveTrust()).isEqualTo(ExpectedTrusts.exactly(THIRD, "ext-3"));
    }

    private Instant now() {
        return node.bean(SettableClock.class).instant();
    }

    @Test
    void whatANodeWroteAfterItsSuccessorWentOnIsComparedWithWhatIsDesired() {
        CountDownLatch written = new CountDownLatch(1);
        aws.faults().on("UpdateAssumeRolePolicy", ROLE).once(Fault.after(() -> anotherNodeGoesOn(written)));

        rotateTo(SECOND, "ext-2");

        node.awaitAsTimePasses(
                "compared",
                () -> engineer.get("/environments/late/workflows").text().contains("REPAIR"));
        node.awaitAsTimePasses("active", () -> state().equals("ACTIVE"));
        assertThat(written.getCount()).isZero();
        assertThat(liveTrust()).isEqualTo(ExpectedTrusts.exactly(SECOND, "ext-2"));
    }

    private void anotherNodeGoesOn(CountDownLatch written) {
        database.client()
                .sql("update workflow set version = version + 1 where subject_name = 'late' and state = 'RUNNING'")
                .update();
        written.countDown();
    }

    private void rotateTo(String principal, String externalId) {
        String document =
                ConfluentPipeline.document("late", principal, externalId).replace("cspi-42o61", externalId);
        assertThat(confluent.deliver("msg_" + externalId, document).status()).isEqualTo(202);
    }

    private boolean letsIn(String principal) {
        return ourselves().trust(ROLE).contains(principal);
    }

    private JsonNode liveTrust() {
        return ExpectedTrusts.parse(ourselves().trust(ROLE));
    }

    private String state() {
        return engineer.get("/environments/late").at("/state");
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }
}
