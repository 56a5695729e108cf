package io.tableflow.iam.api.accessreview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SqlCounter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whether a role is used, for what and by whom, as AWS tells it; and who has looked at that. */
class AccessReviewTest extends UseCollectionTest {

    @Test
    void showsWhoAssumedTheRoleAndWhatItUsed() {
        active("ar-used");
        assume("ar-used", "cspi-42o61");

        collect();

        JsonNode access = access("ar-used");
        assertThat(access.at("/lastUsed/at").asString()).isNotEmpty();
        assertThat(access.at("/lastUsed/unknownBecause").isNull()).isTrue();
        assertThat(access.at("/assumeRole/callers/0/account").asString()).isEqualTo(CONFLUENT);
        JsonNode call = access.at("/assumeRole/latest/0");
        assertThat(call.at("/callerAccount").asString()).isEqualTo(CONFLUENT);
        assertThat(call.at("/callerArn").isNull()).isTrue();
        assertThat(call.at("/externalIdMatched").asBoolean()).isTrue();
        assertThat(call.at("/unexpected").isNull()).isTrue();
        assertThat(access.toString()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
        assertThat(status(access, "glue:GetTable")).isEqualTo("USED");
        assertThat(status(access, "glue:DeleteDatabase")).isEqualTo("NOT_SEEN");
        assertThat(status(access, "glue:UpdateTable")).isEqualTo("NOT_TRACKED");
        assertThat(access.at("/report/actions")
                        .valueStream()
                        .filter(it -> it.at("/action").asString().startsWith("s3:")))
                .hasSize(9)
                .allSatisfy(it -> assertThat(it.at("/status").asString()).isEqualTo("NOT_TRACKED"));
        assertThat(access.at("/assumeRole/coverage")
                        .valueStream()
                        .map(it -> it.at("/region").asString()))
                .contains("us-east-1", "eu-central-1");
    }

    @Test
    void theConsoleShowsTheUseAndRecordsAReviewOnce() {
        active("ar-console");
        assume("ar-console", "cspi-42o61");
        collect();
        database.client()
                .sql("update access_call set unexpected = 'OTHER_PRINCIPAL' where environment_id ="
                        + " (select id from environment where name = 'ar-console')")
                .update();
        ConsoleClient operator = new ConsoleClient(node.uri()).signIn("local-operator");
        String page = "/console/environments/ar-console/access-review";

        Page shown = operator.get(page);
        assertThat(shown.text("[role=status]")).isEqualTo("The role is used");
        assertThat(shown.text("section.callout")).contains("1 call was not expected");
        assertThat(shown.html().select("h3").eachText()).anyMatch(it -> it.matches("\\d+ (was|were) not seen"));
        assertThat(shown.text("section:has(#actions-head)")).contains("glue:GetTable", "glue:DeleteDatabase");
        assertThat(shown.text("section:has(#calls-head)"))
                .contains(CONFLUENT, "another principal", "us-east-1", "How far CloudTrail was read");
        assertThat(shown.text("section:has(#review-head)")).contains("Nobody has reviewed it yet", "in 90 days");
        assertThat(shown.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
        Page refused = operator.submit(page, page, Map.of("note", " ", "nextDue", "2000-01-01"));
        assertThat(refused.text("[role=alert]")).contains("note");
        assertThat(operator.submit(page, page, Map.of("note", "Fine", "nextDue", "2000-01-01"))
                        .text("[role=alert]"))
                .contains("nextDue", "must be in the future");

        Map<String, String> form = operator.form(page, page, Map.of("note", "Only Confluent's principal."));
        assertThat(operator.post(page, form).location()).isEqualTo(page);
        assertThat(operator.post(page, form).location()).as("sent twice").isEqualTo(page);

        assertThat(engineer.get("/environments/ar-console/reviews").json().at("/items"))
                .hasSize(1);
        assertThat(operator.get(page).text("section:has(#review-head)"))
                .contains("The next review is due", "Only Confluent's principal.", "token:local-operator");
    }

    @Test
    void anotherPrincipalOfTheSameAccountIsNotExpected() {
        active("ar-other");
        assume("ar-other", "cspi-42o61");
        collect();
        // Deleted and made anew: the ARN is the same, the id is not.
        database.client()
                .sql("update access_caller set caller_id = 'AROAFIRST' where environment_id ="
                        + " (select id from environment where name = 'ar-other')")
                .update();
        assume("ar-other", "cspi-42o61");

        collect();

        assertThat(access("ar-other").at("/assumeRole/latest/0/unexpected").asString())
                .isEqualTo("OTHER_PRINCIPAL");
    }

    @Test
    void aCallThatWasReadTwiceIsStoredOnce() {
        active("ar-twice");
        assume("ar-twice", "cspi-42o61");
        collect();
        database.client().sql("delete from access_coverage").update();

        collect();

        assertThat(access("ar-twice").at("/assumeRole/latest")).hasSize(1);
        assertThat(access("ar-twice").at("/assumeRole/callers/0/times").asInt()).isOne();
    }

    @Test
    void theCallsOfOneLookAreStoredByOneStatementHoweverManyTheyAre() {
        active("ar-many");
        AwsUser principal = confluent("cspi-42o61");
        for (int i = 0; i < 60; i++) {
            principal.assume(role("ar-many"), ConfluentPipeline.EXTERNAL_ID);
        }
        // As if nothing had been read before: what other tests have left makes many small looks, half a second each.
        database.client().sql("delete from access_coverage").update();
        node.bean(SqlCounter.class).drain();

        collect();

        List<String> statements = node.bean(SqlCounter.class).drain().all().stream()
                .map(SqlCounter.Statement::sql)
                .toList();
        assertThat(access("ar-many").at("/assumeRole/callers/0/times").asInt()).isEqualTo(60);
        assertThat(statements.stream().filter(it -> it.contains("into access_call ")))
                .hasSizeBetween(1, 2);
        assertThat(statements.stream().filter(it -> it.contains("from access_caller")))
                .hasSizeBetween(1, 2);
        assertThat(statements.stream().filter(it -> it.contains("into access_use")))
                .hasSameSizeAs(statements.stream()
                        .filter(it -> it.contains("into access_report"))
                        .toList());
    }

    @Test
    void whatIsNotPermittedIsNamedAndTheRestAnswers() {
        active("ar-denied");
        aws.faults().on("LookupEvents").always(Fault.ACCESS_DENIED);
        aws.faults().on("GenerateServiceLastAccessedDetails").always(Fault.ACCESS_DENIED);

        collect();

        JsonNode access = access("ar-denied");
        assertThat(access.at("/report/permission").asString()).isEqualTo("iam:GenerateServiceLastAccessedDetails");
        assertThat(status(access, "glue:GetTable")).isEqualTo("UNKNOWN");
        assertThat(access.at("/assumeRole/coverage/0/permission").asString()).isEqualTo("cloudtrail:LookupEvents");
        assertThat(access.at("/lastUsed/unknownBecause").isNull()).isTrue();
    }

    @Test
    void aReviewIsRecordedAndIsDueAgain() {
        active("ar-review");
        assertThat(access("ar-review").at("/review/overdue").asBoolean()).isTrue();

        Answer reviewed = engineer.post("/environments/ar-review/reviews", "{\"note\":\"still needed\"}");

        assertThat(reviewed.status()).isEqualTo(201);
        assertThat(reviewed.at("/reviewer")).isEqualTo("token:local-operator");
        assertThat(access("ar-review").at("/review/overdue").asBoolean()).isFalse();
        assertThat(engineer.get("/environments/ar-review/reviews").json().at("/items"))
                .hasSize(1);
        assertThat(engineer.get("/environments/ar-review/events").text()).contains("ACCESS_REVIEWED");
        node.bean(SettableClock.class).pass(Duration.ofDays(91));
        assertThat(access("ar-review").at("/review/overdue").asBoolean()).isTrue();
    }

    @Test
    void aReviewSaysWhatWasFoundAndIsDueWithinAYear() {
        active("ar-wrong");

        assertThat(engineer.post("/environments/ar-wrong/reviews", "{\"note\":\" \"}")
                        .status())
                .isEqualTo(400);
        Answer late = engineer.post(
                "/environments/ar-wrong/reviews", "{\"note\":\"fine\",\"nextDue\":\"2099-01-01T00:00:00Z\"}");
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.at("/errors/0/field")).isEqualTo("nextDue");
    }

    private static String status(JsonNode access, String action) {
        return access.at("/report/actions")
                .valueStream()
                .filter(it -> it.at("/action").asString().equals(action))
                .map(it -> it.at("/status").asString())
                .findFirst()
                .orElse("");
    }
}
