package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localaws.TrustDocument;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;

/**
 * Confluent's integration was recreated: one call changes the trust from the old one to the new one, with nothing in
 * between.
 */
class RotationTest extends ServiceTest {

    private static final String NEW_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-99999";
    private static final String NEW_EXTERNAL_ID = "another-external-id";

    @Test
    void aCallbackForAnotherPrincipalRotatesTheTrustByOneCall() {
        active("rotating");

        deliver(document("rotating", NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        awaitPrincipal("rotating", NEW_PRINCIPAL);

        assertThat(trusts("rotating"))
                .containsExactly(
                        ExpectedTrusts.DENY_ALL,
                        ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID),
                        ExpectedTrusts.exactly(NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        assertThat(trustUpdates("rotating")).isEqualTo(2);
        String role = "arn:aws:iam::123456789012:role/rotating-confluent-role";
        assertThat(confluent(NEW_PRINCIPAL).assume(role, NEW_EXTERNAL_ID).accessKeyId())
                .isNotEmpty();
        assertThatThrownBy(() -> confluent(PRINCIPAL).assume(role, EXTERNAL_ID)).isInstanceOf(StsException.class);
        assertThat(rotations("rotating"))
                .containsExactly(Map.of(
                        "integration", "cspi-99999",
                        "principal", NEW_PRINCIPAL,
                        "previousIntegration", "cspi-42o61",
                        "previousPrincipal", PRINCIPAL,
                        "externalIdChanged", "true"));
    }

    @Test
    void anOperatorRotatesTheTrustByHandInTheSameWay() {
        active("handmade");

        Answer accepted = engineer.put(
                "/environments/handmade/integration", recreated(document("handmade", NEW_PRINCIPAL, NEW_EXTERNAL_ID)));
        awaitPrincipal("handmade", NEW_PRINCIPAL);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(trusts("handmade"))
                .containsExactly(
                        ExpectedTrusts.DENY_ALL,
                        ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID),
                        ExpectedTrusts.exactly(NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        assertThat(rotations("handmade")).hasSize(1);
    }

    @Test
    void anotherExternalIdAloneIsARotationToo() {
        active("newid");

        deliver(document("newid", PRINCIPAL, NEW_EXTERNAL_ID));
        Awaitility.await().until(() -> rotations("newid").size() == 1);

        assertThat(trusts("newid"))
                .containsExactly(
                        ExpectedTrusts.DENY_ALL,
                        ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID),
                        ExpectedTrusts.exactly(PRINCIPAL, NEW_EXTERNAL_ID));
        assertThat(rotations("newid").getFirst())
                .containsEntry("externalIdChanged", "true")
                .doesNotContainValue(NEW_EXTERNAL_ID);
    }

    @Test
    void aRotationWhoseAnswerIsLostHappensOnceAndIsToldOnce() {
        active("lostrotation");
        aws().faults()
                .on("UpdateAssumeRolePolicy", "lostrotation-confluent-role")
                .once(Fault.LOSE_ANSWER);

        deliver(document("lostrotation", NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        awaitPrincipal("lostrotation", NEW_PRINCIPAL);

        assertThat(trusts("lostrotation")).hasSize(3);
        assertThat(rotations("lostrotation")).hasSize(1);
    }

    @Test
    void theOldOneStaysInForceWhileTheNewOneIsRefused() {
        active("refused");
        aws().faults().on("UpdateAssumeRolePolicy", "refused-confluent-role").next(2, Fault.INVALID_PRINCIPAL);

        deliver(document("refused", NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        Awaitility.await()
                .until(
                        () -> engineer.get("/environments/refused/workflows").text(),
                        it -> it.contains("principal-not-found"));
        JsonNode meanwhile = ExpectedTrusts.parse(ourselves().trust("refused-confluent-role"));
        awaitPrincipal("refused", NEW_PRINCIPAL);

        assertThat(meanwhile).isEqualTo(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
        assertThat(trusts("refused")).hasSize(3);
    }

    @Test
    void whatIsReadBackIsNotWrittenAgainOnceAnotherPrincipalIsAskedFor() {
        provisioned("unread");
        aws().faults().on("UpdateAssumeRolePolicy", "unread-confluent-role").once(Fault.hiddenFor(Duration.ofHours(1)));
        confluent.callBack("unread");
        awaitAsTimePasses(
                "some attempts to read it back",
                () -> engineer.get("/environments/unread/workflows")
                        .text()
                        .matches("(?s).*verify-trust[^{]*\"attempts\":[5-9].*"));

        deliver(document("unread", NEW_PRINCIPAL, NEW_EXTERNAL_ID));
        awaitAsTimePasses("the rotation", () -> trusts("unread").size() == 3);
        awaitPrincipal("unread", NEW_PRINCIPAL);

        assertThat(trusts("unread"))
                .containsExactly(
                        ExpectedTrusts.DENY_ALL,
                        ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID),
                        ExpectedTrusts.exactly(NEW_PRINCIPAL, NEW_EXTERNAL_ID));
    }

    @Test
    void theFirstIntegrationIsNoRotation() {
        active("firstone");

        assertThat(rotations("firstone")).isEmpty();
    }

    private void deliver(String document) {
        assertThat(confluent
                        .deliver("msg_" + UUID.randomUUID(), recreated(document))
                        .status())
                .isEqualTo(202);
    }

    /** An integration cannot be changed: a new principal comes with a new integration. */
    private static String recreated(String document) {
        return document.contains(NEW_PRINCIPAL)
                ? document.replace("\"id\": \"cspi-42o61\"", "\"id\": \"cspi-99999\"")
                : document;
    }

    private void awaitPrincipal(String environment, String principal) {
        awaitAsTimePasses(principal + " being trusted", () -> {
            Answer now = engineer.get("/environments/" + environment);
            return now.at("/state").equals("ACTIVE")
                    && now.at("/integration/iamRoleArn").equals(principal);
        });
    }

    private AwsUser confluent(String principal) {
        return AwsUser.ofAccount(aws().endpoint(), "851725421142").as(principal);
    }

    private static List<JsonNode> trusts(String environment) {
        return roleTrusts(environment)
                .map(it -> ExpectedTrusts.parse(it.document()))
                .toList();
    }

    private static Stream<TrustDocument> roleTrusts(String environment) {
        return aws().trustDocuments().stream()
                .filter(it -> it.roleArn().endsWith("role/" + environment + "-confluent-role"));
    }

    private static long trustUpdates(String environment) {
        return aws().calls().stream()
                .filter(RecordedCall::succeeded)
                .filter(call -> call.operation().equals("UpdateAssumeRolePolicy"))
                .filter(call -> call.parameter("RoleName").equals(Optional.of(environment + "-confluent-role")))
                .count();
    }

    private static List<Map<String, String>> rotations(String environment) {
        return events(environment, "INTEGRATION_ROTATED");
    }
}
