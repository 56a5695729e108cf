package io.tableflow.iam;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localaws.TrustDocument;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.StsException;

/** The main use case as a story: an environment is requested, Confluent calls back, and nobody else ever gets in. */
class EnvironmentStoryTest {

    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/dev-confluent-role";

    private static LocalAws aws;
    private static Node node;

    private ApiClient engineer;
    private ConfluentPipeline confluent;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        node = Node.start(TestDatabase.create(), aws);
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @BeforeEach
    void arrive() {
        engineer = new ApiClient(node.uri());
        confluent = new ConfluentPipeline(engineer);
        aws.reset();
    }

    @Test
    void anEnvironmentBecomesActiveAndOnlyConfluentCanAssumeItsRole() {
        theEngineerAsksForAnEnvironment();
        theRoleDeniesEveryone();
        confluentCallsBack();
        onlyConfluentCanAssumeTheRole();
        theEngineerDeletesIt();
        nothingIsLeft();
        atNoMomentDidTheTrustAllowMore();
    }

    @Test
    void anEnvironmentCostsSixWritesAndTwoReads() {
        engineer.post("/environments", "{\"name\":\"cost\"}");
        engineer.awaitState("cost", "AWAITING_INTEGRATION");
        confluent.callBack("cost");
        engineer.awaitState("cost", "ACTIVE");

        List<String> calls = aws.calls().stream()
                .filter(call -> call.service().equals("iam"))
                .map(RecordedCall::operation)
                .toList();
        assertThat(calls)
                .containsExactly(
                        "CreateRole",
                        "CreatePolicy",
                        "CreatePolicy",
                        "AttachRolePolicy",
                        "AttachRolePolicy",
                        "GetRole",
                        "UpdateAssumeRolePolicy",
                        "GetRole");
    }

    private void theEngineerAsksForAnEnvironment() {
        Answer accepted = engineer.post("/environments", "{\"name\":\"dev\"}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/environments/dev");
        assertThat(accepted.header("Retry-After")).isNotEmpty();
        assertThat(accepted.at("/state")).isEqualTo("PROVISIONING");
    }

    private void theRoleDeniesEveryone() {
        Answer awaiting = engineer.awaitState("dev", "AWAITING_INTEGRATION");

        assertThat(awaiting.at("/resources/role/arn")).isEqualTo(ROLE_ARN);
        assertThat(awaiting.conditionStatus("RoleReady")).isEqualTo("True");
        assertThat(awaiting.conditionStatus("PoliciesAttached")).isEqualTo("True");
        assertThat(awaiting.conditionStatus("TrustEstablished")).isEqualTo("False");
        AwsUser ourselves = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
        assertThat(ourselves.attachedPolicies("dev-confluent-role"))
                .containsExactlyInAnyOrder(
                        "dev-confluent-tableflow-s3-permission", "dev-confluent-tableflow-connection");
        assertThat(ourselves.trust("dev-confluent-role")).satisfies(same(DENY_ALL));
        assertDenied(confluentsRole(), EXTERNAL_ID);
    }

    private void confluentCallsBack() {
        Answer received = confluent.callBack("dev");

        assertThat(received.status()).isEqualTo(202);
        assertThat(received.at("/environment")).isEqualTo("dev");
        Answer active = engineer.awaitState("dev", "ACTIVE");
        assertThat(active.at("/integration/iamRoleArn")).isEqualTo(PRINCIPAL);
        assertThat(active.conditionStatus("TrustEstablished")).isEqualTo("True");
        assertThat(active.conditionStatus("Verified")).isEqualTo("True");
    }

    private void onlyConfluentCanAssumeTheRole() {
        assertThat(confluentsRole().assume(ROLE_ARN, EXTERNAL_ID).accessKeyId()).isNotEmpty();

        assertDenied(confluentsRole(), null);
        assertDenied(confluentsRole(), "95c8f0e6-0d5b-4d3e-a6a3-000000000000");
        assertDenied(AwsUser.ofAccount(aws.endpoint(), "851725421142"), EXTERNAL_ID);
        assertDenied(roleOfConfluentsAccount("arn:aws:iam::851725421142:role/cspi-other"), EXTERNAL_ID);
        assertDenied(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT), EXTERNAL_ID);
        assertDenied(AwsUser.ofAccount(aws.endpoint(), "999999999999"), EXTERNAL_ID);
    }

    private void theEngineerDeletesIt() {
        Answer deleting = engineer.delete("/environments/dev");

        assertThat(deleting.status()).isEqualTo(202);
        assertThat(deleting.at("/state")).isEqualTo("DELETING");
        engineer.awaitGone("dev");
        assertThat(engineer.get("/environments/dev/workflows")
                        .json()
                        .at("/items")
                        .valueStream())
                .extracting(workflow -> workflow.at("/kind").asString() + " "
                        + workflow.at("/state").asString())
                .containsExactly("TEARDOWN SUCCEEDED", "UPDATE_TRUST SUCCEEDED", "PROVISION SUCCEEDED");
    }

    private void nothingIsLeft() {
        AwsUser ourselves = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
        assertThat(ourselves.roles()).isEmpty();
        assertThat(ourselves.policies()).isEmpty();
    }

    private void atNoMomentDidTheTrustAllowMore() {
        assertThat(aws.trustDocuments())
                .extracting(TrustDocument::document)
                .satisfiesExactly(same(DENY_ALL), same(ONLY_CONFLUENT), same(DENY_ALL));
    }

    private AwsUser confluentsRole() {
        return roleOfConfluentsAccount(PRINCIPAL);
    }

    private AwsUser roleOfConfluentsAccount(String arn) {
        return AwsUser.ofAccount(aws.endpoint(), "851725421142").as(arn);
    }

    private static void assertDenied(AwsUser user, @Nullable String externalId) {
        assertThatThrownBy(() -> user.assume(ROLE_ARN, externalId))
                .isInstanceOfSatisfying(StsException.class, refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
    }

    private static ThrowingConsumer<String> same(String expected) {
        return actual -> assertThat(new PolicyDocument(actual).sameAs(new PolicyDocument(expected)))
                .as(actual)
                .isTrue();
    }

    private static final String DENY_ALL = """
            {"Version": "2012-10-17",
             "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
            """;

    private static final String ONLY_CONFLUENT = """
            {"Version": "2012-10-17",
             "Statement": [
               {"Effect": "Allow",
                "Principal": {"AWS": ["arn:aws:iam::851725421142:role/cspi-42o61"]},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11"}}},
               {"Effect": "Allow",
                "Principal": {"AWS": ["arn:aws:iam::851725421142:role/cspi-42o61"]},
                "Action": "sts:TagSession"}]}
            """;
}
