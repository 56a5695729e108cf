package io.tableflow.iam.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** A dry run of DELETE says what would go and what would stop it, and does nothing. */
class DeletionPlanTest extends ServiceTest {

    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    @AutoClose
    private final IamClient others = ourselves().iam();

    @Test
    void saysWhatWouldBeDeletedAndDeletesNothing() {
        active("delplan");
        int before = aws().calls().size();

        Answer plan = engineer.delete("/environments/delplan?dryRun=true");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(changes(plan))
                .containsExactly(
                        "DELETE attachment to delplan-confluent-role",
                        "DELETE attachment to delplan-confluent-role",
                        "DELETE role delplan-confluent-role",
                        "DELETE policy delplan-confluent-tableflow-s3-permission",
                        "DELETE policy delplan-confluent-tableflow-connection");
        assertThat(conflicts(plan)).isEmpty();
        assertThat(engineer.get("/environments/delplan").at("/state")).isEqualTo("ACTIVE");
        assertThat(events("delplan", "DELETION_REQUESTED")).isEmpty();
        assertThat(aws().calls().stream().skip(before))
                .noneMatch(call -> call.mutating() && call.parameters().containsValue("delplan-confluent-role"));
    }

    @Test
    void namesWhatOthersAttachedAsWhatStopsItOrWithForceAsWhatIsDetached() {
        provisioned("delheld");
        String s3Policy = "arn:aws:iam::123456789012:policy/delheld-confluent-tableflow-s3-permission";
        others.attachRolePolicy(it -> it.roleName("delheld-confluent-role").policyArn(READ_ONLY));
        others.createUser(it -> it.userName("delheld-bob"));
        others.attachUserPolicy(it -> it.userName("delheld-bob").policyArn(s3Policy));

        Answer stopped = engineer.delete("/environments/delheld?dryRun=true");
        Answer forced = engineer.delete("/environments/delheld?dryRun=true&force=true");

        assertThat(conflicts(stopped))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("delheld-confluent-role", READ_ONLY, "force=true"))
                .anySatisfy(it -> assertThat(it).contains(s3Policy, "delheld-bob"));
        assertThat(conflicts(forced)).isEmpty();
        assertThat(changes(forced))
                .contains("DELETE attachment to user delheld-bob", "DELETE attachment to role delheld-confluent-role");
        assertThat(engineer.get("/environments/delheld").at("/state")).isEqualTo("AWAITING_INTEGRATION");
    }

    @Test
    void saysThatForceDoesNotTakeABoundaryAway() {
        provisioned("delbound");
        String s3Policy = "arn:aws:iam::123456789012:policy/delbound-confluent-tableflow-s3-permission";
        others.createUser(it -> it.userName("delbound-bob").permissionsBoundary(s3Policy));

        assertThat(conflicts(engineer.delete("/environments/delbound?dryRun&force")))
                .singleElement()
                .satisfies(it -> assertThat(it).contains("boundary", "delbound-bob"));
    }

    @Test
    void namesWhatLostItsTagAsWhatStopsIt() {
        active("deltag");
        others.untagRole(it -> it.roleName("deltag-confluent-role").tagKeys("tableflow-iam:environment-id"));

        Answer plan = engineer.delete("/environments/deltag?dryRun=true");

        assertThat(changes(plan)).contains("NONE role deltag-confluent-role");
        assertThat(conflicts(plan))
                .anySatisfy(it -> assertThat(it).contains("tag tableflow-iam:environment-id=", "put the tag back"));
    }

    @Test
    void saysWhatIsRetainedAndWhomItStillLetsIn() {
        engineer.post("/environments", """
                {"name": "delkeep", "deletionPolicy": "RETAIN", "tags": {"team": "streaming"}}""");
        engineer.awaitState("delkeep", "AWAITING_INTEGRATION");
        confluent.callBack("delkeep");
        engineer.awaitState("delkeep", "ACTIVE");

        Answer plan = engineer.delete("/environments/delkeep?dryRun=true");

        assertThat(changes(plan))
                .contains("NONE role delkeep-confluent-role", "UPDATE tags of role delkeep-confluent-role")
                .noneMatch(it -> it.startsWith("DELETE"));
        assertThat(plan.at("/warnings/0")).contains("delkeep-confluent-role", "RETAIN");
    }

    @Test
    void isRefusedLikeTheDeletionItself() {
        provisioned("delrev");

        assertThat(engineer.send("DELETE", "/environments/delrev?dryRun=true", null, Map.of("If-Match", "\"0\""))
                        .status())
                .isEqualTo(412);
        assertThat(engineer.delete("/environments/delnone?dryRun=true").status())
                .isEqualTo(404);
        assertThat(engineer.delete("/environments/delrev?dryRun=perhaps").status())
                .isEqualTo(400);
        assertThat(engineer.get("/environments/delrev").at("/state")).isEqualTo("AWAITING_INTEGRATION");
    }

    private static List<String> changes(Answer plan) {
        return plan.json()
                .path("changes")
                .valueStream()
                .map(it ->
                        it.path("action").asString() + " " + it.path("resource").asString())
                .toList();
    }

    private static List<String> conflicts(Answer plan) {
        return plan.json()
                .path("changes")
                .valueStream()
                .filter(it -> !it.path("conflict").isNull())
                .map(it -> it.path("conflict").asString())
                .toList();
    }
}
