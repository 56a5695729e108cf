package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Index;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules say of environments, and how somebody accepts for a time that one fails. */
class ConsoleComplianceTest extends ServiceTest {

    private static final String RULE = "TFI-ROLE-103";

    private final ConsoleClient operator = new ConsoleClient(node().uri());

    @BeforeEach
    void signIn() {
        operator.signIn("local-operator");
    }

    @Test
    void whatFailsSaysWhatWasSeenAndWhatToDoAndIsWaivedAndFailsAgain() {
        longSession("console-judged");
        String page = page("console-judged");
        String waiver = page + "/" + RULE + "/waiver";

        Page failing = operator.get(page);
        assertThat(failing.text("[role=status]")).isEqualTo("Failing: 1 low");
        assertThat(failing.html().select("section.card h2").eachText())
                .satisfies(first -> assertThat(first).matches("Low 1 of \\d+ fails"), Index.atIndex(0))
                .endsWith("Critical none fails", "High none fails", "Medium none fails");
        Element rule = Objects.requireNonNull(failing.html().getElementById(RULE));
        assertThat(rule.text()).contains("7200 s", "What to do:", "AWS IAM User Guide");
        assertThat(rule.select("a[href^=https]")).hasSize(1);
        assertThat(failing.text(".curl pre")).contains("/environments/console-judged/compliance");
        assertThat(failing.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);

        Page refused = operator.submit(page, waiver, Map.of("reason", " ", "until", "soon"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("[role=alert]")).contains("reason", "until");
        assertThat(refused.html().select("details[open] [aria-invalid=true]")).hasSize(2);
        assertThat(operator.submit(page, waiver, Map.of("reason", "Why not", "until", inDays(-1)))
                        .text("[role=alert]"))
                .contains("until", "must be in the future");

        Map<String, String> form =
                Map.of("reason", "Until the move is done", "ticket", "SEC-1042", "until", inDays(30));
        assertThat(operator.submit(page, waiver, form).location()).isEqualTo(page + "#" + RULE);
        Page waived = operator.get(page);
        assertThat(waived.text("[role=status]")).endsWith(", 1 waived");
        assertThat(waived.text("#" + RULE)).contains("Until the move is done", "SEC-1042", "token:local-operator");
        assertThat(engineer.get("/environments/console-judged/compliance").at("/waivers/0/state"))
                .isEqualTo("IN_FORCE");

        assertThat(operator.submit(page, waiver + "/withdrawal", Map.of()).location())
                .isEqualTo(page + "#" + RULE);
        assertThat(operator.get(page).text("table")).contains("WITHDRAWN");
        assertThat(operator.get(page).text("[role=status]")).isEqualTo("Failing: 1 low");
    }

    @Test
    void aWaiverThatWasReplacedMeanwhileIsLeftAsItIs() {
        longSession("console-waived");
        String page = page("console-waived");
        waive("console-waived", "The first");
        String shown = operator.get(page).html().select("input[name=waiver]").val();
        waive("console-waived", "The second");

        String withdrawal = page + "/" + RULE + "/waiver/withdrawal";
        assertThat(operator.post(withdrawal, Map.of("waiver", shown)).location())
                .isEqualTo(page + "?changed=true");

        Page anew = operator.get(page + "?changed=true");
        assertThat(anew.text("[role=alert]")).contains("nothing was done");
        assertThat(anew.text("#" + RULE)).contains("The second");
    }

    @Test
    void whatIsAboutWhoComesInIsNotWaived() {
        active("console-unwaived");
        String page = page("console-unwaived");
        operator.get(page);

        Page refused =
                operator.post(page + "/TFI-TRUST-001/waiver", Map.of("reason", "I would like to", "until", inDays(1)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("[role=alert]")).contains("can't be waived");
    }

    @Test
    void theListOfAllIsFilteredByItsUrlAndIsAFile() {
        longSession("console-fleet-a");
        longSession("console-fleet-b");

        Page list = operator.get("/console/compliance?rule=" + RULE);
        assertThat(list.html().select("tbody th a").eachText()).contains("console-fleet-a", "console-fleet-b");
        assertThat(list.html().select("tbody tr").eachText())
                .allSatisfy(row -> assertThat(row).contains("FAILED", "LOW"));
        assertThat(list.html().select("#rule").select("option[selected]").val()).isEqualTo(RULE);
        assertThat(list.text(".curl pre")).contains("/compliance?rule=" + RULE + "&status=FAILED");
        assertThat(operator.get("/console/compliance?severity=CRITICAL&status=WAIVED")
                        .text("main"))
                .contains("No rule has that status");
        assertThat(operator.get("/console/compliance?severity=NONE&rule=TFI-1&status=any")
                        .status())
                .as("what nobody offers shows all")
                .isEqualTo(200);

        Page file = operator.get(list.html().select("a[download]").attr("href"));
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.text().lines().skip(1))
                .allMatch(line -> line.contains(RULE))
                .anyMatch(line -> line.contains("console-fleet-a"));
    }

    @Test
    void theListOfEnvironmentsSaysWhatTheRulesSay() {
        longSession("console-column");

        Page list = operator.get("/console/environments?q=console-column");

        assertThat(list.text("td[data-label=Compliance]")).isEqualTo("1 low");
        assertThat(operator.get("/console/environments/console-column").text("dl"))
                .contains("Compliance 1 low");
    }

    private void longSession(String name) {
        engineer.post("/environments", "{\"name\": \"" + name + "\", \"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
        confluent.callBack(name);
        engineer.awaitState(name, "ACTIVE");
    }

    private void waive(String name, String reason) {
        engineer.put(
                "/environments/" + name + "/compliance/" + RULE + "/waiver",
                "{\"reason\": \"" + reason + "\", \"until\": \"" + now().plus(Duration.ofDays(9)) + "\"}");
    }

    private static String page(String name) {
        return "/console/environments/" + name + "/compliance";
    }

    private static String inDays(int days) {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(days).toString();
    }
}
