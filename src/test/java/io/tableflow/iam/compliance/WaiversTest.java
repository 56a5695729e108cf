package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.JudgedService.active;
import static io.tableflow.iam.compliance.JudgedService.limited;
import static io.tableflow.iam.compliance.JudgedService.operator;
import static io.tableflow.iam.compliance.JudgedService.rules;
import static io.tableflow.iam.compliance.JudgedService.sweep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.Node;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.shadow.de.siegmar.fastcsv.reader.CsvReader;
import org.junit.jupiter.params.shadow.de.siegmar.fastcsv.reader.CsvRecord;
import software.amazon.awssdk.services.iam.IamClient;

/** Waivers, the list over all environments, and what time does to both. */
class WaiversTest {

    private static final String REASON = "Accepted until the move is done";

    @Test
    void aWaiverCountsAtOnceAndIsKeptWhenItIsWithdrawn() {
        longSession("waived");

        Answer put = operator().put(waiver("waived", "TFI-ROLE-103"), body(REASON, inDays(30)));
        Answer again = operator().put(waiver("waived", "TFI-ROLE-103"), body(REASON, inDays(30)));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.at("/state")).isEqualTo("IN_FORCE");
        assertThat(put.at("/requestedBy")).isEqualTo("token:local-operator");
        assertThat(again.text()).isEqualTo(put.text());
        assertThat(rules(report("waived"), "WAIVED")).containsExactly("TFI-ROLE-103");
        assertThat(rules(report("waived"), "FAILED")).isEmpty();
        assertThat(report("waived").at("/failed/LOW")).isEqualTo("0");
        assertThat(operator().get("/environments/waived/documentation").text())
                .contains("## Waivers", REASON, "token:local-operator");

        assertThat(operator().delete(waiver("waived", "TFI-ROLE-103")).status()).isEqualTo(204);
        assertThat(operator().delete(waiver("waived", "TFI-ROLE-103")).status()).isEqualTo(204);

        assertThat(rules(report("waived"), "FAILED")).containsExactly("TFI-ROLE-103");
        assertThat(report("waived").at("/waivers/0/state")).isEqualTo("WITHDRAWN");
        assertThat(operator()
                        .get("/environments/waived/events")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(event -> event.path("type").asString())
                        .filter(type -> type.startsWith("WAIVER")))
                .containsExactly("WAIVER_WITHDRAWN", "WAIVER_REQUESTED");
    }

    @Test
    void otherTermsReplaceItAndAnExpiredOneIsListedAndNoLongerCounts() {
        longSession("expiring");
        operator().put(waiver("expiring", "TFI-ROLE-103"), body(REASON, inDays(30)));

        operator().put(waiver("expiring", "TFI-ROLE-103"), body("Only for a day", inDays(1)));
        assertThat(rules(report("expiring"), "WAIVED")).containsExactly("TFI-ROLE-103");
        JudgedService.clock().pass(Duration.ofDays(2));

        Answer report = report("expiring");
        assertThat(rules(report, "FAILED")).contains("TFI-ROLE-103", "TFI-PROCESS-403");
        assertThat(List.of(report.at("/waivers/0/state"), report.at("/waivers/1/state")))
                .containsExactly("EXPIRED", "REPLACED");
        operator().delete(waiver("expiring", "TFI-ROLE-103"));
        assertThat(rules(report("expiring"), "FAILED")).doesNotContain("TFI-PROCESS-403");
    }

    static Stream<String> neverWaived() {
        return RuleCatalogue.all().stream().filter(rule -> !rule.isWaivable()).map(ComplianceRule::id);
    }

    @ParameterizedTest
    @MethodSource("neverWaived")
    void whatLetsOthersInIsNeverWaived(String rule) {
        if (operator().get("/environments/unwaivable").status() == 404) {
            operator().post("/environments", "{\"name\": \"unwaivable\"}");
        }

        Answer refused = operator().put(waiver("unwaivable", rule), body(REASON, inDays(1)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("rule-not-waivable");
        assertThat(refused.at("/detail")).contains(rule, "can't be waived");
    }

    @Test
    void everythingThatIsWrongWithAWaiverIsNamed() {
        operator().post("/environments", "{\"name\": \"unwaivable\"}");
        String path = waiver("unwaivable", "TFI-ROLE-104");

        assertThat(operator()
                        .put(path, "{\"reason\": \"  \", \"by\": \"me\"}")
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactlyInAnyOrder("reason", "until", "by");
        assertThat(operator().put(path, body(REASON, inDays(400))).at("/errors/0/message"))
                .isEqualTo("must be at most 365 days ahead");
        assertThat(operator().put(path, body(REASON, inDays(-1))).at("/errors/0/message"))
                .isEqualTo("must be in the future");
        assertThat(operator()
                        .put(waiver("unwaivable", "TFI-NONE-1"), body(REASON, inDays(1)))
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .put(waiver("nowhere", "TFI-ROLE-104"), body(REASON, inDays(1)))
                        .at("/code"))
                .isEqualTo("environment-not-found");
    }

    @Test
    void withOtherSettingsSomebodyElseApprovesABoundaryIsRequiredAndThePrincipalIsNotConfluents() {
        active("strict");
        try (Node strict = JudgedService.start(
                "tableflow.compliance.waiver-approval=true",
                "tableflow.compliance.require-permissions-boundary=true",
                "tableflow.confluent.principal-accounts=999999999999")) {
            ApiClient requester = new ApiClient(strict.uri());
            ApiClient approver = colleagueOf(strict);
            String path = "/environments/strict/compliance";
            assertThat(rules(requester.get(path), "FAILED")).containsExactly("TFI-TRUST-009", "TFI-ROLE-102");

            String body = body(REASON, inDays(30));
            requester.put(waiver("strict", "TFI-ROLE-102"), body);
            Answer asked = requester.put(waiver("strict", "TFI-ROLE-102"), body);
            assertThat(asked.at("/state")).isEqualTo("PENDING");
            assertThat(rules(requester.get(path), "FAILED")).contains("TFI-ROLE-102");

            Answer approved = approver.put(waiver("strict", "TFI-ROLE-102"), body);
            assertThat(approved.at("/state")).isEqualTo("IN_FORCE");
            assertThat(approved.at("/approvedBy")).isEqualTo("token:colleague");
            assertThat(rules(requester.get(path), "WAIVED")).containsExactly("TFI-ROLE-102");
        }
    }

    @Test
    void inTheConsoleSomebodyElseThanTheRequesterApproves() {
        longSession("approved");
        try (Node strict = JudgedService.start("tableflow.compliance.waiver-approval=true")) {
            ConsoleClient requester = new ConsoleClient(strict.uri()).signIn("local-operator");
            ConsoleClient approver = new ConsoleClient(strict.uri()).signIn(JudgedService.COLLEAGUE.token());
            String page = "/console/environments/approved/compliance";
            String waiver = page + "/TFI-ROLE-103/waiver";
            String until = inDays(30).toString().substring(0, 10);
            requester.submit(page, waiver, Map.of("reason", REASON, "until", until));

            assertThat(requester.get(page).text("#TFI-ROLE-103")).contains("waits for somebody else's approval");
            assertThat(requester.get(page).html().select("form[action$=approval]"))
                    .isEmpty();
            assertThat(approver.submit(page, waiver + "/approval", Map.of()).location())
                    .isEqualTo(page + "#TFI-ROLE-103");

            assertThat(requester.get(page).text("#TFI-ROLE-103")).contains("approved by token:colleague");
            assertThat(requester.get(page).text("[role=status]")).endsWith(", 1 waived");
        }
    }

    @Test
    void driftThatStaysAndAComparisonThatIsMissingFail() {
        active("drifting");
        operator().post("/environments", "{\"name\": \"awaiting-open\"}");
        operator().awaitState("awaiting-open", "AWAITING_INTEGRATION");
        try (IamClient iam = JudgedService.ourselves().iam()) {
            iam.untagRole(it -> it.roleName("drifting-confluent-role").tagKeys("managed-by"));
            iam.updateAssumeRolePolicy(
                    it -> it.roleName("awaiting-open-confluent-role").policyDocument("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                             "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
                             "Condition": {"StringEquals": {"sts:ExternalId": "some"}}}]}"""));
        }
        sweep();
        assertThat(rules(report("drifting"), "FAILED")).containsExactly("TFI-ROLE-101");
        assertThat(rules(report("awaiting-open"), "FAILED"))
                .containsExactly("TFI-TRUST-001", "TFI-TRUST-004", "TFI-PROCESS-404");

        JudgedService.AWS.faults().on("GetAccountAuthorizationDetails").always(Fault.ACCESS_DENIED);
        active("unseen");
        JudgedService.clock().pass(Duration.ofHours(1).plusMinutes(1));
        sweep();
        JudgedService.AWS.faults().clear();

        assertThat(rules(report("drifting"), "FAILED")).contains("TFI-ROLE-101", "TFI-PROCESS-401");
        assertThat(rules(report("unseen"), "FAILED")).containsExactly("TFI-PROCESS-405");
    }

    @Test
    void theListCoversWhatTheTokenDoesInPagesAndByRule() {
        Stream.of("limited-a", "limited-b", "limited-c").forEach(WaiversTest::longSession);
        longSession("outside");

        Answer first = limited().get("/compliance?rule=TFI-ROLE-103&limit=2");
        Answer second = limited().get("/compliance?rule=TFI-ROLE-103&limit=2&after=" + first.at("/next"));

        assertThat(first.json().path("rules").findValuesAsString("environment"))
                .containsExactly("limited-a", "limited-b");
        assertThat(second.json().path("rules").findValuesAsString("environment"))
                .containsExactly("limited-c");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(limited()
                        .get("/compliance?severity=LOW&status=FAILED")
                        .json()
                        .path("rules")
                        .findValuesAsString("id"))
                .contains("TFI-ROLE-103")
                .allMatch(id -> RuleCatalogue.find(id).orElseThrow().severity() == RuleSeverity.LOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity=BAD", "rule=TFI-1", "status=GREEN", "colour=red", "limit=0"})
    void aFilterThatIsNotUnderstoodIsRefused(String query) {
        assertThat(operator().get("/compliance?" + query).at("/code")).isEqualTo("invalid-request");
    }

    @Test
    void theFileIsReadBackByACsvParserAndHoldsNoFormula() throws IOException {
        longSession("limited-csv");
        operator()
                .put(
                        waiver("limited-csv", "TFI-ROLE-103"),
                        "{\"reason\": \"=HYPERLINK(\\\"http://x\\\"),\\\" quoted\", \"ticket\": \"@SUM(1)\", \"until\": \""
                                + inDays(30) + "\"}");

        Answer csv = limited().send("GET", "/compliance", null, Map.of("Accept", "text/csv"));

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        List<CsvRecord> lines;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv.text())) {
            lines = reader.stream().toList();
        }
        List<String> header = lines.getFirst().getFields();
        List<Map<String, String>> rows = lines.stream()
                .skip(1)
                .map(line -> java.util.stream.IntStream.range(0, header.size())
                        .boxed()
                        .collect(Collectors.toMap(header::get, line::getField)))
                .toList();
        assertThat(rows.stream().map(row -> row.get("environment")).distinct())
                .contains("limited-csv")
                .allMatch(name -> name.startsWith("limited-"));
        Map<String, String> waived = rows.stream()
                .filter(row ->
                        "limited-csv".equals(row.get("environment")) && "TFI-ROLE-103".equals(row.get("rule_id")))
                .findFirst()
                .orElseThrow();
        assertThat(waived)
                .containsEntry("status", "WAIVED")
                .containsEntry("waiver_reason", "'=HYPERLINK(\"http://x\"),\" quoted")
                .containsEntry("waiver_ticket", "'@SUM(1)");
        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(RuleCatalogue.all().size())
                .allSatisfy(row -> assertThat(row.values()).noneMatch(cell -> cell.matches("(?s)[=+\\-@\\t\\r\\n].*")));
        assertThat(csv.text()).endsWith("\r\n").doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    @Test
    void aDryRunSaysWhatWouldNewlyFail() {
        String key = "\"regions\": [\"eu-central-1\"], \"kmsKeyArns\":"
                + " [\"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"]";
        assertThat(newlyFailing(operator().post("/environments?dryRun=true", "{\"name\": \"planned\", " + key + "}")))
                .containsExactly("TFI-POLICY-205");
        longSession("planned");

        assertThat(newlyFailing(operator()
                        .put(
                                "/environments/planned?dryRun=true",
                                "{\"maxSessionDurationSeconds\": 10800, " + key + "}")))
                .containsExactly("TFI-POLICY-205");
        assertThat(newlyFailing(operator().put("/environments/planned?dryRun=true", "{}")))
                .isEmpty();
        assertThat(newlyFailing(operator().send("DELETE", "/environments/planned?dryRun=true", null, Map.of())))
                .isEmpty();
    }

    private static List<String> newlyFailing(Answer plan) {
        assertThat(plan.status()).isEqualTo(200);
        return plan.json().at("/compliance/newlyFailing").findValuesAsString("id");
    }

    private static ApiClient colleagueOf(Node node) {
        return new ApiClient(node.uri()).withToken(JudgedService.COLLEAGUE.token());
    }

    private static void longSession(String name) {
        active(List.of(name), List.of("{\"name\": \"" + name + "\", \"maxSessionDurationSeconds\": 7200}"));
    }

    private static Answer report(String name) {
        return operator().get("/environments/" + name + "/compliance");
    }

    private static String waiver(String name, String rule) {
        return "/environments/" + name + "/compliance/" + rule + "/waiver";
    }

    private static String body(String reason, Instant until) {
        return "{\"reason\": \"" + reason + "\", \"until\": \"" + until + "\"}";
    }

    private static Instant inDays(int days) {
        return JudgedService.now()
                .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                .plus(Duration.ofDays(days));
    }
}
