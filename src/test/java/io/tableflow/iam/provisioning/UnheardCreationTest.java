package io.tableflow.iam.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** A call that creates something and has no answer leaves nothing behind. */
class UnheardCreationTest {

    private static final String OTHER_ACCOUNT = "999999999999";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final Node node = Node.start(
            TestDatabase.create(),
            aws,
            List.of(SettableTime.class),
            SettableTime.NO_HEARTBEATS,
            "tableflow.aws.provisioner-role-name=provisioner");

    private final ApiClient engineer = new ApiClient(node.uri());

    @BeforeEach
    void oneClock() {
        aws.clock(node.bean(SettableClock.class));
    }

    @Test
    void aRoleThatNobodyHeardOfAndThatAppearsLateIsDeletedAsWell() {
        aws.faults().on("CreateRole").once(Fault.LOSE_ANSWER);
        aws.faults().on("CreateRole").once(Fault.hiddenFor(Duration.ofSeconds(100)));
        engineer.post("/environments", "{\"name\": \"unheard\"}");
        awaitCreateRole();

        engineer.delete("/environments/unheard");
        awaitGone("unheard");

        assertNothingAppearsIn(Node.ACCOUNT);
    }

    @Test
    void anAccountThatIsDisconnectedAfterAnAnswerWasLostStillHoldsTheName() {
        connect();
        aws.faults().on("CreateRole", "cut-off-confluent-role").once(Fault.LOSE_ANSWER);
        aws.faults()
                .on("CreateRole", "cut-off-confluent-role")
                .once(Fault.after(() -> aws.faults().on("AssumeRole").always(Fault.ACCESS_DENIED)));
        aws.faults()
                .on("CreateRole", "cut-off-confluent-role")
                .nth(2, Fault.error(403, "ExpiredToken", "The session has expired."));
        engineer.post("/environments", "{\"name\": \"cut-off\", \"accountId\": \"" + OTHER_ACCOUNT + "\"}");
        engineer.awaitState("cut-off", "FAILED");

        engineer.delete("/environments/cut-off");
        engineer.awaitState("cut-off", "FAILED");

        assertThat(engineer.get("/environments/cut-off/workflows").at("/items/0/problem/code"))
                .isEqualTo("account-not-connected");
        aws.faults().clear();
        engineer.post("/environments/cut-off/retry", "");
        awaitGone("cut-off");
        assertNothingAppearsIn(OTHER_ACCOUNT);
    }

    private void connect() {
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), OTHER_ACCOUNT).iam()) {
            iam.createRole(it -> it.roleName("provisioner").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "sts:AssumeRole"}]}\
                """.formatted(Node.ACCOUNT)));
            iam.attachRolePolicy(it -> it.roleName("provisioner").policyArn("arn:aws:iam::aws:policy/IAMFullAccess"));
        }
    }

    private void awaitGone(String name) {
        node.awaitAsTimePasses(
                name + " being gone",
                () -> engineer.get("/environments/" + name).status() == 404);
    }

    private void assertNothingAppearsIn(String account) {
        node.bean(SettableClock.class).ahead(Duration.ofHours(1));
        assertThat(AwsUser.ofAccount(aws.endpoint(), account).roles())
                .noneMatch(role -> role.endsWith("-confluent-role"));
    }

    private void awaitCreateRole() {
        node.awaitAsTimePasses(
                "CreateRole",
                () -> aws.calls().stream().anyMatch(call -> call.operation().equals("CreateRole")));
    }
}
