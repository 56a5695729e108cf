package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.Browser;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's day in a real browser. With {@code -Dscreenshots.write=true} it takes the pictures of the documentation. */
class ConsoleBrowserTest extends ServiceTest {

    private static final String STATUS = "[role=status]";

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.start(node().uri());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void fromSigningInToTheEndOfAnEnvironment() {
        signIn();
        browser.click("New environment");
        browser.assertAccessible();
        browser.fill("Name", "browser-dev");
        browser.click("Show plan");
        assertThat(browser.text("#plan-head")).isEqualTo("Plan");
        browser.assertAccessible();
        browser.picture("console-plan");
        aws().faults().onNamesLike("browser-dev-").always(Fault.delay(Duration.ofMillis(600)));
        browser.click("Create environment");

        assertThat(browser.text("h1")).isEqualTo("browser-dev");
        assertThat(browser.text(STATUS)).isEqualTo("PROVISIONING");
        browser.run("window.sameDocument = true");
        browser.awaitText(".timeline li.ok .step", "create role");
        assertThat(browser.run("return document.querySelector('progress').value > 0"))
                .isEqualTo(true);
        browser.picture("console-progress");
        aws().faults().clear();
        browser.awaitText(STATUS, "AWAITING_INTEGRATION");
        browser.assertAccessible();
        confluent.callBack("browser-dev");
        browser.awaitText(STATUS, "ACTIVE");
        assertThat(browser.run("return window.sameDocument"))
                .as("the page changed by itself, without being loaded again")
                .isEqualTo(true);
        assertThat(browser.title()).startsWith("browser-dev ACTIVE");
        browser.assertAccessible();
        browser.picture("console-active");
        browser.colours("dark");
        browser.assertAccessible();
        browser.picture("console-dark");
        browser.colours("light");
        browser.picture("console-phone", 390, 844);

        openTheTrust("browser-dev");
        browser.click("Reconcile");
        assertThat(browser.text(".plan .diff")).contains("AWS");
        browser.assertAccessible();
        browser.click("Reconcile");
        browser.awaitText(STATUS, "ACTIVE");

        browser.click("Delete");
        browser.assertAccessible();
        browser.fill("Type the name to confirm", "browser-dev");
        browser.click("Delete environment");
        browser.awaitText(STATUS, "GONE");
        browser.assertAccessible();
        browser.assertQuiet("the server responded with a status of 401");
    }

    @Test
    void whatIsWrongComesFirstAndSaysWhatToDo() {
        aws().faults()
                .on("AttachRolePolicy", "browser-failed-confluent-role")
                .once(Fault.error(400, "PolicyNotAttachable", "It cannot be attached."));
        engineer.post("/environments", "{\"name\":\"browser-failed\"}");
        engineer.awaitState("browser-failed", "FAILED");
        active("browser-drifted");
        attachAnotherPolicy("browser-drifted");
        active("browser-prod");
        provisioned("browser-staging");

        signIn();
        browser.open("/console/environments?q=browser-");
        browser.assertAccessible();
        browser.picture("console-list");
        browser.open("/console/environments/browser-failed");
        assertThat(browser.text("section.callout")).contains("What to do:", "PolicyNotAttachable");
        browser.assertAccessible();
        browser.picture("console-failed");
        browser.open("/console/environments/browser-drifted");
        assertThat(browser.text("#drift")).contains("FOREIGN_POLICY_ATTACHED");
        browser.assertAccessible();
        browser.picture("console-drifted");
        browser.open("/console/environments/browser-drifted/verification");
        browser.click("Verify");
        browser.awaitText("main form[action$=verification] button", "Verify again");
        browser.open("/console/environments/browser-drifted/compliance");
        browser.picture("console-compliance");
        browser.open("/console/environments/browser-drifted/access-review");
        browser.fill("What you found", "Only Confluent.");
        browser.run("const it = document.querySelector('form[action$=access-review] button'); it.click(); it.click();");
        browser.awaitText("section[aria-labelledby=review-head] q", "Only Confluent.");
        assertThat(engineer.get("/environments/browser-drifted/reviews").json().at("/items"))
                .as("a second click is no second review")
                .hasSize(1);
        for (String page : new String[] {
            "/console/environments/browser-drifted/documents",
            "/console/environments/browser-drifted/revisions",
            "/console/environments/browser-drifted/events",
            "/console/environments/browser-drifted/verification",
            "/console/environments/browser-failed/verification",
            "/console/environments/browser-drifted/compliance",
            "/console/environments/browser-drifted/access-review",
            "/console/environments/browser-drifted/access-check",
            "/console/environments/browser-drifted/documentation",
            "/console/environments/browser-drifted/terraform",
            "/console/environments/browser-drifted/change",
            "/console/environments/browser-drifted/integration",
            "/console/environments/browser-failed/retry",
            "/console/compliance",
            "/console/notifications",
            "/console/deliveries",
            "/console/audit",
            "/console/audit/validation",
            "/console/accounts",
            "/console/orphans",
            "/console/about"
        }) {
            browser.open(page);
            browser.run("document.querySelectorAll('details').forEach(it => it.open = true)");
            browser.assertAccessible();
        }
        browser.assertQuiet("the server responded with a status of 401");
    }

    private void signIn() {
        browser.open("/");
        assertThat(browser.path()).isEqualTo("/console/sign-in?next=%2Fconsole%2Fenvironments");
        browser.assertAccessible();
        browser.fill("Access token", "wrong");
        browser.click("Sign in");
        assertThat(browser.text("[role=alert]")).contains("unknown");
        browser.fill("Access token", "local-operator");
        browser.click("Sign in");
        assertThat(browser.text("h1")).isEqualTo("Environments");
    }

    /** As somebody with permissions in the account could. */
    private static void openTheTrust(String environment) {
        ourselves()
                .iam()
                .updateAssumeRolePolicy(
                        call -> call.roleName(environment + "-confluent-role").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                         "Action": "sts:AssumeRole"}]}"""));
    }

    private void attachAnotherPolicy(String environment) {
        String arn = ourselves()
                .iam()
                .createPolicy(call -> call.policyName(environment + "-others").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets",
                         "Resource": "*"}]}"""))
                .policy()
                .arn();
        ourselves()
                .iam()
                .attachRolePolicy(
                        call -> call.roleName(environment + "-confluent-role").policyArn(arn));
        engineer.post("/environments/" + environment + "/reconcile", "");
        Awaitility.await("the comparison")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !engineer.get("/environments/" + environment + "/drift")
                        .json()
                        .at("/differences")
                        .isEmpty());
    }
}
