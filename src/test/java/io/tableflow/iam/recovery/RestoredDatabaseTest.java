package io.tableflow.iam.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.drift.DriftSweep;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;

/**
 * An older database is restored while IAM has gone on. Its rows are what is desired, so that the service would put IAM back to
 * them: src/docs/operating.md says how that is prevented, and this test goes that way.
 */
class RestoredDatabaseTest {

    private static final String PREFIX = "restored-";
    private static final String ROTATED = "arn:aws:iam::851725421142:role/cspi-99999";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @Test
    void everythingConvergesAndNothingThatConfluentUsesIsShut() {
        TestDatabase database = TestDatabase.create();
        TestDatabase dump;
        try (Node node = Node.start(database, aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            ConfluentPipeline confluent = new ConfluentPipeline(engineer);
            Stream.of("kept", "awaiting", "rotated", "deleted", "changed").forEach(name -> provisioned(engineer, name));
            Stream.of("kept", "rotated", "deleted", "changed").forEach(name -> active(engineer, confluent, name));

            dump = database.copy();

            afterTheDump(engineer, confluent);
        }
        int calls = aws.calls().size();

        try (Node node = Node.start(dump, aws, "tableflow.drift.repair=false")) {
            ApiClient engineer = new ApiClient(node.uri());
            sweep(node);
            whatDiffersIsReportedAndNothingIsChanged(engineer, calls);
            whatTheRolesLetInIsEnteredAgain(engineer);
            whatWasAskedForSinceIsAskedForAgain(engineer);
        }

        try (Node node = Node.start(dump, aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            Stream.of("kept", "awaiting", "rotated", "changed", "created").forEach(name -> {
                engineer.awaitState(PREFIX + name, "ACTIVE");
                Awaitility.await("a sweep that counts for what was written a moment before: " + name)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> {
                            sweep(node);
                            return engineer.get("/environments/" + PREFIX + name)
                                    .conditionStatus("InSync")
                                    .equals("True");
                        });
            });
            assertThat(engineer.get("/environments/" + PREFIX + "deleted").status())
                    .isEqualTo(404);
            assertThat(engineer.get("/orphans").json().path("items")).isEmpty();
            assertThat(engineer.get("/events/verification").json().path("valid").asBoolean())
                    .isTrue();
        }
        assertThat(writesSince(calls))
                .as("tags of what was created since, and what was deleted twice; no trust and no document")
                .containsOnly("TagRole", "TagPolicy");
        assertThat(aws.trustDocuments().stream()
                        .filter(ExpectedTrusts.setByUs())
                        .toList())
                .last()
                .satisfies(trust -> assertThat(ExpectedTrusts.parse(trust.document()))
                        .as("the last trust that was written was of before the dump was restored")
                        .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)));
    }

    private static void afterTheDump(ApiClient engineer, ConfluentPipeline confluent) {
        // The copy has closed the node's connections: a sender whose callback meets one of them sends it again.
        Awaitility.await("the callback")
                .until(() -> confluent
                                .deliver(
                                        "msg_rotation",
                                        ConfluentPipeline.document(PREFIX + "rotated", ROTATED, "rotated"))
                                .status()
                        == 202);
        engineer.awaitState(PREFIX + "rotated", "ACTIVE");
        Awaitility.await("the rotation")
                .until(() -> engineer.get("/environments/" + PREFIX + "rotated")
                        .at("/trusted/iamRoleArn")
                        .equals(ROTATED));
        engineer.delete("/environments/" + PREFIX + "deleted");
        engineer.awaitGone(PREFIX + "deleted");
        engineer.put("/environments/" + PREFIX + "changed", "{\"bucket\": \"acme-changed\"}");
        engineer.awaitState(PREFIX + "changed", "ACTIVE");
        provisioned(engineer, "created");
        active(engineer, confluent, "created");
        active(engineer, confluent, "awaiting");
    }

    private void whatDiffersIsReportedAndNothingIsChanged(ApiClient engineer, int calls) {
        assertThat(kinds(engineer, "kept")).isEmpty();
        assertThat(kinds(engineer, "awaiting")).containsExactly("TRUST_CHANGED");
        assertThat(kinds(engineer, "rotated")).containsExactly("TRUST_CHANGED");
        assertThat(kinds(engineer, "changed")).contains("DOCUMENT_CHANGED");
        assertThat(kinds(engineer, "deleted")).contains("ROLE_MISSING");
        assertThat(engineer.get("/orphans").json().path("items")).hasSize(3);
        assertThat(writesSince(calls)).isEmpty();
    }

    /** From the live trust, as {@code rebuild.sh} reads it. */
    private void whatTheRolesLetInIsEnteredAgain(ApiClient engineer) {
        for (String name : List.of("awaiting", "rotated")) {
            JsonNode trust = ExpectedTrusts.parse(
                    AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).trust(PREFIX + name + "-confluent-role"));
            String principal = trust.at("/Statement/0/Principal/AWS/0").asString();
            String externalId = trust.at("/Statement/0/Condition/StringEquals/sts:ExternalId")
                    .asString();

            assertThat(engineer.put(
                                    "/environments/" + PREFIX + name + "/integration",
                                    ConfluentPipeline.document(PREFIX + name, principal, externalId))
                            .status())
                    .isEqualTo(202);
            engineer.awaitState(PREFIX + name, "ACTIVE");
        }
    }

    private void whatWasAskedForSinceIsAskedForAgain(ApiClient engineer) {
        engineer.put("/environments/" + PREFIX + "changed", "{\"bucket\": \"acme-changed\"}");
        engineer.awaitState(PREFIX + "changed", "ACTIVE");
        engineer.delete("/environments/" + PREFIX + "deleted");
        engineer.awaitGone(PREFIX + "deleted");
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam()) {
            String policies = "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + PREFIX + "created-confluent-tableflow-";
            String id = "tableflow-iam:environment-id";
            iam.untagRole(it -> it.roleName(PREFIX + "created-confluent-role").tagKeys(id));
            iam.untagPolicy(it -> it.policyArn(policies + "s3-permission").tagKeys(id));
            iam.untagPolicy(it -> it.policyArn(policies + "connection").tagKeys(id));
        }
        engineer.post("/environments", "{\"name\": \"" + PREFIX + "created\", \"adoptExisting\": true}");
        engineer.awaitState(PREFIX + "created", "ACTIVE");
    }

    private static void provisioned(ApiClient engineer, String name) {
        engineer.post("/environments", "{\"name\": \"" + PREFIX + name + "\"}");
        engineer.awaitState(PREFIX + name, "AWAITING_INTEGRATION");
    }

    private static void active(ApiClient engineer, ConfluentPipeline confluent, String name) {
        confluent.callBack(PREFIX + name);
        engineer.awaitState(PREFIX + name, "ACTIVE");
    }

    private static void sweep(Node node) {
        node.bean(DriftSweep.class).run(() -> false);
    }

    private static List<String> kinds(ApiClient engineer, String name) {
        return engineer.get("/environments/" + PREFIX + name + "/drift")
                .json()
                .path("differences")
                .valueStream()
                .map(difference -> difference.path("kind").asString())
                .distinct()
                .toList();
    }

    private List<String> writesSince(int calls) {
        return aws.calls().stream()
                .skip(calls)
                .filter(RecordedCall::mutating)
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .map(RecordedCall::operation)
                .toList();
    }
}
