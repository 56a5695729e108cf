package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** What carries the service's tags and belongs to no environment is listed, until it is gone or belongs to one. */
class OrphansTest {

    private static final String LEFT = "5b0cd2f4-54fd-45ff-8a9c-4f1a0d1b0a77";
    private static final String NOTHING = """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}\
        """;
    private static final String NO_ACCESS = """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}\
        """;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final IamClient iam =
            AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam();

    @AutoClose
    private final Node node = Node.start(
            TestDatabase.create(),
            aws,
            List.of(SettableTime.class),
            SettableTime.NO_HEARTBEATS,
            "tableflow.security.tokens[0].name=limited",
            "tableflow.security.tokens[0].sha256=" + Sha256.sha256Hex("limited-token"),
            "tableflow.security.tokens[0].scopes=environments:read",
            "tableflow.security.tokens[0].environments=dev-*",
            "tableflow.security.tokens[1].name=operator",
            "tableflow.security.tokens[1].sha256=" + Sha256.sha256Hex("operator-token"),
            "tableflow.security.tokens[1].scopes=environments:read,environments:write");

    private final ApiClient engineer = new ApiClient(node.uri()).withToken("operator-token");

    @Test
    void whatBelongsToNoEnvironmentIsListedWithWhatToDo() {
        provisioned("other");
        role("prod-confluent-role", LEFT);
        policy("dev-a-confluent-tableflow-connection", LEFT);
        sweep();

        Answer orphans = engineer.get("/orphans");
        assertThat(arns(orphans))
                .containsExactly(policyArn("dev-a-confluent-tableflow-connection"), roleArn("prod-confluent-role"));
        assertThat(orphans.at("/items/1/account")).isEqualTo(Node.ACCOUNT);
        assertThat(orphans.at("/items/1/id")).isEqualTo(LEFT);
        assertThat(orphans.at("/items/1/environment")).isEqualTo("prod");
        assertThat(orphans.at("/items/1/remedy"))
                .contains("untag-role --role-name prod-confluent-role", "adoptExisting", "delete-role");
        String since = orphans.at("/items/1/seenSince");

        Answer first = engineer.get("/orphans?limit=1");
        assertThat(arns(first)).containsExactly(policyArn("dev-a-confluent-tableflow-connection"));
        assertThat(arns(engineer.get("/orphans?limit=1&after=" + first.at("/next"))))
                .containsExactly(roleArn("prod-confluent-role"));
        assertThat(arns(new ApiClient(node.uri()).withToken("limited-token").get("/orphans")))
                .containsExactly(policyArn("dev-a-confluent-tableflow-connection"));

        int before = aws.calls().size();
        sweep();
        assertThat(aws.calls().subList(before, aws.calls().size()))
                .extracting(RecordedCall::operation)
                .containsExactly("ListRoles", "GetAccountAuthorizationDetails");
        assertThat(engineer.get("/orphans").at("/items/1/seenSince")).isEqualTo(since);

        iam.deleteRole(it -> it.roleName("prod-confluent-role"));
        sweep();
        assertThat(arns(engineer.get("/orphans"))).containsExactly(policyArn("dev-a-confluent-tableflow-connection"));
    }

    @Test
    void whatSomebodyElseMadeWithOurNamesIsReadOnceADayAndNotListed() {
        provisioned("other");
        role("terraform-confluent-role", null);
        policy("terraform-confluent-tableflow-connection", null);
        sweep();
        int before = aws.calls().size();

        sweep();

        assertThat(engineer.get("/orphans").json().at("/items")).isEmpty();
        assertThat(aws.calls().subList(before, aws.calls().size())).hasSize(2);
        iam.tagPolicy(it -> it.policyArn(policyArn("terraform-confluent-tableflow-connection"))
                .tags(tags(LEFT)));
        node.bean(SettableClock.class).ahead(Duration.ofHours(25));
        sweep();
        assertThat(arns(engineer.get("/orphans")))
                .containsExactly(policyArn("terraform-confluent-tableflow-connection"));
    }

    @Test
    void anAccountIsSweptForAnotherDayAfterItsLastEnvironmentIsGone() {
        provisioned("last");
        engineer.delete("/environments/last");
        node.awaitAsTimePasses(
                "its end", () -> engineer.get("/environments/last").status() == 404);
        role("last-confluent-role", LEFT);

        sweep();

        assertThat(arns(engineer.get("/orphans"))).containsExactly(roleArn("last-confluent-role"));
        node.bean(SettableClock.class).ahead(Duration.ofDays(3));
        iam.deleteRole(it -> it.roleName("last-confluent-role"));
        sweep();
        assertThat(engineer.get("/orphans").json().at("/items"))
                .as("swept as long as there is one")
                .isEmpty();
        int before = aws.calls().size();
        sweep();
        assertThat(aws.calls()).hasSize(before);
    }

    private void provisioned(String name) {
        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
    }

    private void sweep() {
        node.bean(DriftSweep.class).run(() -> false);
    }

    private void role(String name, @Nullable String id) {
        iam.createRole(it -> it.roleName(name).assumeRolePolicyDocument(NOTHING).tags(tags(id)));
    }

    private void policy(String name, @Nullable String id) {
        iam.createPolicy(it -> it.policyName(name).policyDocument(NO_ACCESS).tags(tags(id)));
    }

    private static List<Tag> tags(@Nullable String id) {
        return id == null
                ? List.of()
                : List.of(Tag.builder()
                        .key("tableflow-iam:environment-id")
                        .value(UUID.fromString(id).toString())
                        .build());
    }

    private static String roleArn(String name) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":role/" + name;
    }

    private static String policyArn(String name) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + name;
    }

    private static List<String> arns(Answer orphans) {
        return orphans.json()
                .at("/items")
                .valueStream()
                .map(orphan -> orphan.at("/arn").asString())
                .toList();
    }
}
