package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** Another spec is applied by the fewest calls, whatever is in progress. */
class EnvironmentUpdateTest extends ServiceTest {

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bucket     | {"bucket": "another-bucket"}                                                  | CreatePolicyVersion
            regions    | {"regions": ["eu-central-1", "eu-west-1"]}                                    | CreatePolicyVersion
            databases  | {"glueDatabases": ["lkc-abc123", "orders"]}                                   | CreatePolicyVersion
            keys       | {"kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:key/abc"]}             | CreatePolicyVersion
            session    | {"maxSessionDurationSeconds": 7200}                                           | UpdateRole
            boundary   | {"permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess"}         | PutRolePermissionsBoundary
            tags       | {"tags": {"team": "streaming"}}                                               | TagRole TagPolicy TagPolicy
            conditions | {"trustConditions": {"sourceIps": ["203.0.113.0/24"]}}                        | UpdateAssumeRolePolicy
            deletion   | {"deletionPolicy": "RETAIN"}                                                  | ``
            nothing    | {}                                                                            | ``
            """)
    void makesOneCallForEachThingThatChangesAndTakesItBackAgain(String what, String spec, String writes) {
        String name = "update-" + what;
        active(name);
        int before = aws().calls().size();

        Answer accepted = engineer.put("/environments/" + name, spec);

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/environments/" + name);
        assertThat(accepted.header("Retry-After")).isNotEmpty();
        engineer.awaitState(name, "ACTIVE");
        assertThat(writes(name, before)).containsExactlyInAnyOrderElementsOf(list(writes));
        assertThat(engineer.get("/environments/" + name + "/workflows").at("/items/0/kind"))
                .isEqualTo(writes.isEmpty() ? "UPDATE_TRUST" : "UPDATE");

        int between = aws().calls().size();
        Answer asShown = engineer.put(
                "/environments/" + name,
                engineer.get("/environments/" + name).json().at("/spec").toString());
        assertThat(asShown.status()).as(asShown.text()).isEqualTo(202);
        assertThat(writes(name, between)).isEmpty();
        engineer.put("/environments/" + name, "{}");
        engineer.awaitState(name, "ACTIVE");
        assertThat(writes(name, between)).containsExactlyInAnyOrderElementsOf(list(inverse(writes)));
        engineer.delete("/environments/" + name);
    }

    @Test
    void thePlanSaysThatMoreTagsDoNotFit() {
        active("well-tagged");
        try (IamClient iam = ourselves().iam()) {
            iam.tagRole(it -> it.roleName("well-tagged-confluent-role")
                    .tags(IntStream.range(0, 46)
                            .mapToObj(nth ->
                                    Tag.builder().key("k" + nth).value("v").build())
                            .toList()));
        }

        Answer one = engineer.put("/environments/well-tagged?dryRun=true", "{\"tags\": {\"a\": \"1\"}}");
        Answer two = engineer.put("/environments/well-tagged?dryRun=true", "{\"tags\": {\"a\": \"1\", \"b\": \"2\"}}");

        assertThat(one.text()).doesNotContain("that IAM takes");
        assertThat(two.json().at("/changes").valueStream())
                .filteredOn(it -> it.at("/resource").asString().equals("tags of role well-tagged-confluent-role"))
                .extracting(it -> it.at("/conflict").asString())
                .containsExactly("These are 1 more than the 50 tags that IAM takes.");
    }

    @Test
    void takesAwayTheTagsOfAnEarlierSpecAndLeavesThoseOfOthers() {
        provisioned("untag");
        engineer.put("/environments/untag", "{\"tags\": {\"team\": \"a\", \"cost\": \"1\"}}");
        engineer.awaitState("untag", "AWAITING_INTEGRATION");
        try (var iam = ourselves().iam()) {
            iam.tagRole(it -> it.roleName("untag-confluent-role")
                    .tags(Tag.builder().key("theirs").value("x").build()));

            engineer.put("/environments/untag", "{\"tags\": {\"team\": \"b\"}}");
            engineer.awaitState("untag", "AWAITING_INTEGRATION");

            assertThat(iam.getRole(it -> it.roleName("untag-confluent-role"))
                            .role()
                            .tags())
                    .extracting(tag -> tag.key() + "=" + tag.value())
                    .contains("team=b", "theirs=x", "managed-by=tableflow-iam")
                    .doesNotContain("cost=1");
        }
    }

    @Test
    void prunesTheOldestVersionOnlyWhenThereAreFive() {
        provisioned("versions");
        for (int i = 2; i <= 5; i++) {
            engineer.put("/environments/versions", "{\"bucket\": \"bucket-%d\"}".formatted(i));
            engineer.awaitState("versions", "AWAITING_INTEGRATION");
        }
        assertThat(writes("versions", 0)).doesNotContain("DeletePolicyVersion");
        int before = aws().calls().size();

        engineer.put("/environments/versions", "{\"bucket\": \"bucket-6\"}");
        Answer updated = engineer.awaitState("versions", "AWAITING_INTEGRATION");

        assertThat(writes("versions", before)).containsExactly("DeletePolicyVersion", "CreatePolicyVersion");
        assertThat(updated.at("/resources/s3Policy/versionId")).isEqualTo("v6");
        assertThat(versions("versions-confluent-tableflow-s3-permission"))
                .containsExactlyInAnyOrder("v2", "v3", "v4", "v5", "v6");
    }

    @Test
    void aChangeDuringProvisioningIsWhatStandsInTheEnd() {
        aws().faults()
                .on("CreatePolicy", "put-early-confluent-tableflow-connection")
                .next(2, Fault.UNAVAILABLE);
        engineer.post("/environments", "{\"name\":\"put-early\", \"tags\": {\"old\": \"1\"}}");

        Answer accepted = engineer.put(
                "/environments/put-early", "{\"bucket\": \"put-early-bucket\", \"tags\": {\"new\": \"1\"}}");

        assertThat(accepted.status()).isEqualTo(202);
        engineer.awaitState("put-early", "AWAITING_INTEGRATION");
        assertThat(document("put-early-confluent-tableflow-s3-permission")).contains("put-early-bucket");
        try (var iam = ourselves().iam()) {
            assertThat(iam.getRole(it -> it.roleName("put-early-confluent-role"))
                            .role()
                            .tags())
                    .extracting(tag -> tag.key())
                    .contains("new")
                    .doesNotContain("old");
        }
        confluent.callBack("put-early");
        engineer.awaitState("put-early", "ACTIVE");
    }

    @Test
    void theSecondOfTwoChangesSupersedesTheFirst() {
        active("put-twice");
        aws().faults().on("GetRole", "put-twice-confluent-role").next(3, Fault.UNAVAILABLE);

        engineer.put("/environments/put-twice", "{\"bucket\": \"first-bucket\"}");
        engineer.put("/environments/put-twice", "{\"bucket\": \"second-bucket\"}");
        engineer.awaitState("put-twice", "ACTIVE");

        assertThat(document("put-twice-confluent-tableflow-s3-permission")).contains("second-bucket");
        assertThat(engineer.get("/environments/put-twice/workflows")
                        .json()
                        .at("/items")
                        .valueStream())
                .extracting(
                        it -> it.at("/kind").asString() + " " + it.at("/state").asString())
                .startsWith("UPDATE SUCCEEDED", "UPDATE CANCELLED");
    }

    @Test
    void aCorrectedSpecIsTheWayOutOfAFailure() {
        engineer.post("/environments", """
                {"name": "correct", "permissionsBoundaryArn": "arn:aws:iam::123456789012:policy/path-that/does-not-exist"}
                """);
        aws().faults().on("CreateRole", "correct-confluent-role").once(Fault.ACCESS_DENIED);
        engineer.awaitState("correct", "FAILED");

        Answer accepted = engineer.put("/environments/correct", "{}");

        assertThat(accepted.at("/state")).isEqualTo("PROVISIONING");
        engineer.awaitState("correct", "AWAITING_INTEGRATION");
        assertThat(engineer.post("/environments/correct/retry", "").status()).isEqualTo(409);
    }

    @Test
    void anUpdateThatFailsIsMendedByAnotherOrRetried() {
        active("mend");
        aws().faults().on("UpdateRole", "mend-confluent-role").once(Fault.ACCESS_DENIED);
        engineer.put("/environments/mend", "{\"maxSessionDurationSeconds\": 7200}");
        Answer failed = engineer.awaitState("mend", "FAILED");
        assertThat(failed.condition("InSync")).isEqualTo("False AwsAccessDenied");

        engineer.post("/environments/mend/retry", "");
        engineer.awaitState("mend", "ACTIVE");

        aws().faults().on("UpdateRole", "mend-confluent-role").once(Fault.ACCESS_DENIED);
        engineer.put("/environments/mend", "{\"maxSessionDurationSeconds\": 10800}");
        engineer.awaitState("mend", "FAILED");
        engineer.put("/environments/mend", "{\"maxSessionDurationSeconds\": 14400}");
        Answer active = engineer.awaitState("mend", "ACTIVE");
        assertThat(active.condition("InSync")).isEqualTo("True Compared");
        assertThat(active.condition("Verified")).startsWith("True");
    }

    @Test
    void refusesWhatAStaleRevisionDoesNotKnow() {
        active("put-stale");
        String seen = engineer.get("/environments/put-stale").header("ETag");
        String spec = "{\"bucket\": \"put-stale-bucket\"}";

        assertThat(engineer.send("PUT", "/environments/put-stale", spec, Map.of("If-Match", "\"1\""))
                        .status())
                .isEqualTo(412);
        assertThat(engineer.send("PUT", "/environments/put-stale?dryRun=true", spec, Map.of("If-Match", "\"1\""))
                        .status())
                .isEqualTo(412);
        assertThat(engineer.send("PUT", "/environments/put-stale", spec, Map.of("If-Match", seen))
                        .status())
                .isEqualTo(202);
        assertThat(engineer.send("PUT", "/environments/put-stale", spec, Map.of("If-Match", seen))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void neitherNameNorAccountCanChange() {
        provisioned("fixed");

        Answer both = engineer.put("/environments/fixed", "{\"name\": \"other\", \"accountId\": \"999999999999\"}");

        assertThat(both.status()).isEqualTo(422);
        assertThat(both.at("/code")).isEqualTo("environment-immutable-field");
        assertThat(both.json().at("/errors").valueStream())
                .extracting(it -> it.at("/field").asString())
                .containsExactly("name", "accountId");
        assertThat(engineer.put("/environments/fixed", "{\"name\": \"fixed\", \"accountId\": \"123456789012\"}")
                        .status())
                .isEqualTo(202);
        assertThat(engineer.put("/environments/nowhere", "{}").status()).isEqualTo(404);
        assertThat(engineer.put("/environments/fixed", "{\"bucket\": \"B\", \"colour\": 1}")
                        .json()
                        .at("/errors"))
                .hasSize(2);
    }

    @Test
    void whatIsBeingDeletedCannotBeChanged() {
        active("going");
        aws().faults().on("GetRole", "going-confluent-role").next(2, Fault.UNAVAILABLE);
        engineer.delete("/environments/going");

        Answer refused = engineer.put("/environments/going", "{\"bucket\": \"going-bucket\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("environment-deleting");
        engineer.awaitGone("going");
    }

    @Test
    void aDryRunSaysLineByLineWhatWouldChangeAndStoresNothing() {
        active("planned");
        String revision = engineer.get("/environments/planned").header("ETag");
        int before = aws().calls().size();

        Answer plan = engineer.put("/environments/planned?dryRun=true", """
                {"bucket": "planned-bucket", "maxSessionDurationSeconds": 7200, "tags": {"team": "x"},
                 "permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess", "deletionPolicy": "RETAIN",
                 "trustConditions": {"sourceIps": ["203.0.113.0/24"]}}
                """);

        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.json().at("/changes").valueStream())
                .extracting(it ->
                        it.at("/action").asString() + " " + it.at("/resource").asString())
                .containsExactly(
                        "UPDATE role planned-confluent-role",
                        "CREATE permissions boundary of role planned-confluent-role",
                        "UPDATE longest session of role planned-confluent-role",
                        "UPDATE tags of role planned-confluent-role",
                        "UPDATE policy planned-confluent-tableflow-s3-permission",
                        "UPDATE tags of policy planned-confluent-tableflow-s3-permission",
                        "NONE policy planned-confluent-tableflow-connection",
                        "UPDATE tags of policy planned-confluent-tableflow-connection",
                        "NONE attachment to planned-confluent-role",
                        "NONE attachment to planned-confluent-role",
                        "UPDATE deletion policy");
        assertThat(plan.at("/changes/2/diff")).isEqualTo("@@ -1,1 +1,1 @@\n-3600 s\n+7200 s");
        assertThat(plan.at("/changes/4/diff").lines().filter(it -> it.matches("[+-].*")))
                .containsExactly(
                        "-      \"Resource\" : \"arn:aws:s3:::planned-confluent-topics-backup\"",
                        "+      \"Resource\" : \"arn:aws:s3:::planned-bucket\"",
                        "-      \"Resource\" : \"arn:aws:s3:::planned-confluent-topics-backup/*\"",
                        "+      \"Resource\" : \"arn:aws:s3:::planned-bucket/*\"");
        assertThat(engineer.get("/environments/planned").header("ETag")).isEqualTo(revision);
        assertThat(writes("planned", before)).isEmpty();
        Answer nothing = engineer.post("/environments?dryRun=true", "{\"name\": \"planned\"}");
        assertThat(nothing.json().at("/changes").valueStream())
                .extracting(it -> it.at("/action").asString())
                .containsOnly("NONE");
    }

    @Test
    void aTagKeyThatChangesItsLetterCaseAloneIsTaggedOnceMoreAndNeverMissing() {
        engineer.post("/environments", "{\"name\": \"recased\", \"tags\": {\"Team\": \"streaming\"}}");
        engineer.awaitState("recased", "AWAITING_INTEGRATION");
        int before = aws().calls().size();

        engineer.put("/environments/recased", "{\"tags\": {\"team\": \"streaming\"}}");
        engineer.awaitState("recased", "AWAITING_INTEGRATION");

        assertThat(aws().calls().stream()
                        .skip(before)
                        .filter(call ->
                                call.mutating() && call.parameters().toString().contains("recased"))
                        .map(RecordedCall::operation))
                .containsExactlyInAnyOrder("TagRole", "TagPolicy", "TagPolicy");
        try (var iam = ourselves().iam()) {
            assertThat(iam.getRole(it -> it.roleName("recased-confluent-role"))
                            .role()
                            .tags())
                    .extracting(Tag::key)
                    .contains("team")
                    .doesNotContain("Team");
        }
    }

    @Test
    void documentsThatAreTooLongAreWarnedOfAndRefusedWithTheQuotasName() {
        String keys = String.join(
                ",",
                IntStream.range(0, 20)
                        .mapToObj(i -> "\"arn:aws:kms:eu-central-1:123456789012:key/" + "%064d".formatted(i) + "\"")
                        .toList());
        String ips = String.join(
                ",",
                IntStream.range(0, 20)
                        .mapToObj(i -> "\"2001:db8:ffff:ffff:ffff:ffff:ffff:%x/128\"".formatted(0xff00 + i))
                        .toList());
        String spec = "{\"kmsKeyArns\": [" + keys + "], \"trustConditions\": {\"sourceIps\": [" + ips + "]}}";
        active("long");

        Answer plan = engineer.put("/environments/long?dryRun", spec);
        engineer.put("/environments/long", spec);
        engineer.awaitState("long", "FAILED");

        assertThat(plan.at("/warnings/0")).contains("long-confluent-role", "2048", "Role trust policy length");
        Answer workflow = engineer.get("/environments/long/workflows");
        assertThat(workflow.at("/items/0/problem/code")).isEqualTo("aws-limit-exceeded");
        assertThat(workflow.at("/items/0/problem/detail")).contains("ACLSizePerRole: 2048");
        engineer.put("/environments/long", "{}");
        engineer.awaitState("long", "ACTIVE");
    }

    @Test
    void saysWhoChangedWhat() {
        provisioned("trail");

        engineer.put("/environments/trail", "{\"bucket\": \"trail-bucket\"}");
        engineer.awaitState("trail", "AWAITING_INTEGRATION");

        Answer events = engineer.get("/environments/trail/events?type=UPDATE_REQUESTED");
        assertThat(events.json().at("/items")).hasSize(1);
        assertThat(events.at("/items/0/actor")).isEqualTo("token:local-operator");
        assertThat(events.at("/items/0/address")).isEqualTo("127.0.0.1");
        assertThat(events.json().at("/items/0/before").toString())
                .isEqualTo("{\"bucket\":\"trail-confluent-topics-backup\"}");
        assertThat(events.json().at("/items/0/after").toString()).isEqualTo("{\"bucket\":\"trail-bucket\"}");
    }

    private static List<String> writes(String name, int since) {
        return aws().calls().subList(since, aws().calls().size()).stream()
                .filter(RecordedCall::mutating)
                .filter(RecordedCall::succeeded)
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(name + "-confluent-")))
                .map(RecordedCall::operation)
                .toList();
    }

    private static List<String> list(String writes) {
        return writes.isEmpty() ? List.of() : List.of(writes.split(" "));
    }

    private static String inverse(String writes) {
        return writes.replace("Put", "Delete").replace("Tag", "Untag");
    }

    private static List<String> versions(String policy) {
        try (var iam = ourselves().iam()) {
            return iam
                    .listPolicyVersions(it -> it.policyArn("arn:aws:iam::123456789012:policy/" + policy))
                    .versions()
                    .stream()
                    .map(version -> version.versionId())
                    .toList();
        }
    }

    private static String document(String policy) {
        try (var iam = ourselves().iam()) {
            String arn = "arn:aws:iam::123456789012:policy/" + policy;
            String version = iam.getPolicy(it -> it.policyArn(arn)).policy().defaultVersionId();
            return iam.getPolicyVersion(it -> it.policyArn(arn).versionId(version))
                    .policyVersion()
                    .document();
        }
    }
}
