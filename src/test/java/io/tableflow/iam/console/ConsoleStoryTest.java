package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.ServiceTest;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does in the console, in a browser without JavaScript. */
class ConsoleStoryTest extends ServiceTest {

    private final ConsoleClient operator = new ConsoleClient(node().uri());

    @BeforeEach
    void signIn() {
        operator.signIn("local-operator");
    }

    @Test
    void fromThePlanToTheEndOfAnEnvironment() {
        String page = "/console/environments/console-story";
        Page plan = operator.submit(
                "/console/new-environment", "/console/new-environment/plan", Map.of("name", "console-story"));
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.text(".plan .chip")).contains("CREATE");
        assertThat(plan.text("form[action=/console/new-environment] button")).isEqualTo("Create environment");
        assertThat(engineer.get("/environments/console-story").status())
                .as("only planned")
                .isEqualTo(404);

        Map<String, String> form =
                Map.of("spec", plan.html().select("input[name=spec]").val());
        assertThat(operator.post("/console/new-environment", form).location()).isEqualTo(page);
        assertThat(operator.post("/console/new-environment", form).location())
                .as("sent twice, it is created once")
                .isEqualTo(page);
        engineer.awaitState("console-story", "AWAITING_INTEGRATION");
        Document waiting = operator.get(page).html();
        assertThat(waiting.select("h1").text()).isEqualTo("console-story");
        assertThat(waiting.select("[role=status]").text()).isEqualTo("AWAITING_INTEGRATION");
        assertThat(waiting.select("progress").attr("value"))
                .isEqualTo(waiting.select("progress").attr("max"));
        assertThat(waiting.select(".timeline").text()).contains("create role", "CreateRole", "AWS request");
        assertThat(waiting.select("#access-head ~ p:not(.hint)").text()).startsWith("Nobody");

        Page planned = operator.submit(
                page + "/integration",
                page + "/integration/plan",
                Map.of(
                        "integration",
                        ConfluentPipeline.document(
                                "console-story", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)));
        assertThat(planned.text("main")).contains("only " + ConfluentPipeline.PRINCIPAL);
        assertThat(operator.post(
                                page + "/integration",
                                Map.of(
                                        "revision",
                                                planned.html()
                                                        .select("input[name=revision]")
                                                        .val(),
                                        "integration",
                                                planned.html()
                                                        .select("textarea")
                                                        .val()))
                        .location())
                .isEqualTo(page);
        engineer.awaitState("console-story", "ACTIVE");
        assertThat(operator.get(page).text("#access-head ~ p:not(.hint)"))
                .isEqualTo("Only " + ConfluentPipeline.PRINCIPAL + ", with its external id.");
        assertThat(operator.get(page + "/documents").text("main")).contains("sts:ExternalId", "s3:PutObject", "glue:");
        assertThat(operator.get(page + "/revisions").text(".diff .plus")).contains("sts:ExternalId");
        assertThat(operator.get(page + "/events").text("tbody")).contains("TRUST_ESTABLISHED", "token:local-operator");

        Page mistyped = operator.submit(page + "/delete", page + "/delete", Map.of("confirmation", "console"));
        assertThat(mistyped.text("[role=alert]")).contains("not its name");
        assertThat(operator.submit(page + "/delete", page + "/delete", Map.of("confirmation", "console-story"))
                        .location())
                .isEqualTo(page);
        engineer.awaitGone("console-story");
        assertThat(operator.get(page).text("[role=status]")).isEqualTo("GONE");
    }

    @Test
    void aPlanSaysEverythingThatIsWrongAndKeepsWhatWasTyped() {
        Page refused = operator.submit(
                "/console/new-environment",
                "/console/new-environment/plan",
                Map.of("name", "Not A Name", "regions", "nowhere", "other", "{\"colour\": \"red\"}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("[role=alert]")).contains("name", "regions[0]", "colour");
        assertThat(refused.html().select("#name").val()).isEqualTo("Not A Name");
        assertThat(refused.html().select("[aria-invalid]").eachAttr("id")).contains("name", "regions");
        assertThat(operator.submit(
                                "/console/new-environment",
                                "/console/new-environment/plan",
                                Map.of("name", "console-other", "other", "[1"))
                        .text("[role=alert]"))
                .contains("other", "JSON object");
    }

    @Test
    void aLostRaceDoesNothingAndShowsTheDifference() {
        active("console-race");
        String path = "/console/environments/console-race/change";
        Document shown = operator.get(path).html();
        engineer.put("/environments/console-race", "{\"tags\":{\"team\":\"theirs\"}}");
        engineer.awaitState("console-race", "ACTIVE");
        Page lost = operator.post(
                path + "/plan",
                Map.of(
                        "name",
                        "console-race",
                        "tags",
                        "team=mine",
                        "revision",
                        shown.select("input[name=revision]").val(),
                        "base",
                        shown.select("input[name=base]").val()));
        assertThat(lost.status()).isEqualTo(412);
        assertThat(lost.text("[role=alert]")).contains("Somebody else changed it");
        assertThat(lost.text("[role=alert] .plus")).contains("theirs");
        assertThat(lost.html().select("#tags").val()).isEqualTo("team=mine");
        assertThat(engineer.get("/environments/console-race").at("/spec/tags/team"))
                .isEqualTo("theirs");

        Page plan = operator.submit(path, path + "/plan", Map.of("name", "console-race", "tags", "team=mine"));
        assertThat(plan.status()).as(plan.text("[role=alert]")).isEqualTo(200);
        Map<String, String> form = Map.of(
                "spec", plan.html().select("input[name=spec]").val(),
                "base", plan.html().select("input[name=base]").val(),
                "revision", plan.html().select("form input[name=revision]").val());
        assertThat(operator.post(path, form).status()).isEqualTo(303);
        assertThat(operator.post(path, form).status())
                .as("sent twice, it is changed once")
                .isEqualTo(303);
        assertThat(engineer.get("/environments/console-race").at("/spec/tags/team"))
                .isEqualTo("mine");
    }

    @Test
    void anActionForAnEarlierRevisionShowsThePageAnew() {
        active("console-stale");
        String path = "/console/environments/console-stale";
        String revision = operator.get(path + "/reconcile")
                .html()
                .select("input[name=revision]")
                .val();
        engineer.put("/environments/console-stale", "{\"tags\":{\"a\":\"b\"}}");
        engineer.awaitState("console-stale", "ACTIVE");
        Page lost = operator.post(path + "/reconcile", Map.of("revision", revision));
        assertThat(lost.location()).isEqualTo(path + "/reconcile?changed=true");
        assertThat(operator.get(lost.location()).text("[role=alert]")).contains("nothing was done");
        assertThat(operator.submit(path + "/reconcile", path + "/reconcile", Map.of())
                        .location())
                .isEqualTo(path);
        engineer.awaitState("console-stale", "ACTIVE");
    }

    @Test
    void theListFindsByNameAndState() {
        provisioned("console-list-a");
        provisioned("console-list-b");
        Page found = operator.get("/console/environments?q=console-list&state=AWAITING_INTEGRATION");
        assertThat(found.html().select("tbody th a").eachText()).containsExactly("console-list-a", "console-list-b");
        assertThat(found.html().select("#q").val()).isEqualTo("console-list");
        assertThat(found.text(".curl pre")).contains("/environments?state=AWAITING_INTEGRATION&q=console-list");
        assertThat(operator.get("/console/environments?q=console-list&state=ACTIVE")
                        .text("#list"))
                .contains("Nothing matches");
    }

    @Test
    void pagesOfTheServiceSayWhatThereIs() {
        assertThat(operator.get("/console/audit?type=LOGIN_REFUSED").status()).isEqualTo(200);
        assertThat(operator.get("/console/audit/validation").text("[role=status]"))
                .contains("unchanged");
        assertThat(operator.get("/console/about").text("dl")).contains("token:local-operator");
        Page nothing = operator.get("/console/nothing");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.text("h1")).isEqualTo("Not found");
        assertThat(operator.get("/console/environments/never-was").text("h1"))
                .isEqualTo("There is no such environment");
    }
}
