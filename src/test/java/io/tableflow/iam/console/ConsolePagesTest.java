package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** The pages on which an operator asks, and from which they take something along. */
class ConsolePagesTest extends ServiceTest {

    private static final String PAGES = "/console/environments/";
    private static final String ROLE = "arn:aws:iam::123456789012:role/%s-confluent-role";

    private final ConsoleClient operator = new ConsoleClient(node().uri());

    @AutoClose
    private final IamClient others = ourselves().iam();

    @BeforeEach
    void signIn() {
        operator.signIn("local-operator");
    }

    @Test
    void answersWhoMayDoWhat() {
        active("pages-check");
        Page form = operator.get(PAGES + "pages-check/access-check");
        assertThat(form.html().select("#principal").val()).isEqualTo(ConfluentPipeline.PRINCIPAL);
        assertThat(form.html().select("#resource").val()).isEqualTo(ROLE.formatted("pages-check"));

        String id = "sts:ExternalId=" + ConfluentPipeline.EXTERNAL_ID;
        Page withId = ask("pages-check", ConfluentPipeline.PRINCIPAL, id);
        assertThat(withId.text("[role=status]")).isEqualTo("CONDITIONAL");
        assertThat(withId.text(".curl pre")).contains("/access-checks", ConfluentPipeline.EXTERNAL_ID);
        Page stranger = ask("pages-check", "arn:aws:iam::999999999999:role/stranger", id);
        assertThat(stranger.text("[role=status]")).isEqualTo("IMPLICIT_DENY");
        assertThat(stranger.text("section.callout")).contains("is not authorized to perform: sts:AssumeRole");
        assertThat(stranger.text("table")).contains("trust of role pages-check-confluent-role");
    }

    @Test
    void saysEverythingThatIsWrongWithAQuestion() {
        active("pages-wrong");
        operator.get(PAGES + "pages-wrong/access-check");

        Page refused = operator.post(
                PAGES + "pages-wrong/access-check",
                Map.of("principal", "nobody at all", "action", "s3:*", "resource", "x", "context", "y"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("[role=alert]")).contains("principal", "action", "resource", "context");
        assertThat(refused.html().select("#principal").val()).isEqualTo("nobody at all");
        assertThat(refused.html().select("[aria-invalid=true]")).hasSize(4);
    }

    @Test
    void documentsAndExportsWhatTheApiDoes() {
        active("pages-export");
        operator.get(PAGES + "pages-export");

        assertThat(operator.get(PAGES + "pages-export/documentation/markdown").text())
                .isEqualTo(
                        engineer.get("/environments/pages-export/documentation").text());
        Page html = operator.get(PAGES + "pages-export/documentation/page");
        assertThat(html.text("h1")).contains("pages-export");
        assertThat(html.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        for (String mode : new String[] {"import", "reference"}) {
            Page file = operator.get(PAGES + "pages-export/terraform/file?mode=" + mode);
            assertThat(file.text())
                    .isEqualTo(engineer.get("/environments/pages-export/terraform?mode=" + mode)
                            .text());
            assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"pages-export.tf\"");
        }
    }

    @Test
    void theExternalIdIsInNoDocumentation() {
        active("pages-quiet");

        assertThat(operator.get(PAGES + "pages-quiet/documentation").text())
                .doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    @Test
    void drawsWhoGetsIn() {
        provisioned("pages-drawn");
        assertThat(operator.get(PAGES + "pages-drawn").text("svg.picture")).contains("Nobody", "everyone is denied");
        confluent.callBack("pages-drawn");
        engineer.awaitState("pages-drawn", "ACTIVE");

        Page page = operator.get(PAGES + "pages-drawn");

        assertThat(page.text("svg.picture")).contains("cspi-42o61").doesNotContain("Others");
        assertThat(page.html().select("svg.picture").attr("aria-label")).contains(ConfluentPipeline.PRINCIPAL);
    }

    @Test
    void verifiesAndShowsWhatFailedFirst() {
        active("pages-verified");
        String page = PAGES + "pages-verified/verification";
        assertThat(operator.get(page).text("main")).contains("It was not verified yet.");
        others.detachRolePolicy(it -> it.roleName("pages-verified-confluent-role")
                .policyArn("arn:aws:iam::123456789012:policy/pages-verified-confluent-tableflow-connection"));
        // IAM may still show what was before, until then.
        pass(Duration.ofSeconds(16));

        assertThat(operator.submit(page, page, Map.of()).location()).endsWith(page);

        Page verified = operator.get(page);
        assertThat(verified.text("[role=status]")).isEqualTo("FAILED");
        assertThat(verified.html().select("section.card h2").eachText())
                .containsExactly(
                        "Can Confluent assume the role? PASSED",
                        "Can nobody else? PASSED",
                        "May the role do what Tableflow does? FAILED",
                        "Are bucket, keys and catalog ready for it? FAILED");
        Element work = verified.html().select("section.card").get(2);
        assertThat(work.select("ul.conditions").get(0).select("li.bad .name").eachText())
                .contains("policies-attached", "glue-create-table-allowed");
        assertThat(work.select("ul.conditions").get(0).select("li").get(0).className())
                .isEqualTo("bad");
        assertThat(work.select("ul.conditions").get(0).text()).contains("What to do:");
        assertThat(work.select("details ul li.ok .name").eachText()).contains("s3-put-object-allowed");
        assertThat(verified.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    private Page ask(String environment, String principal, String context) {
        return operator.submit(
                PAGES + environment + "/access-check",
                PAGES + environment + "/access-check",
                Map.of(
                        "principal",
                        principal,
                        "action",
                        "sts:AssumeRole",
                        "resource",
                        ROLE.formatted(environment),
                        "context",
                        context));
    }
}
