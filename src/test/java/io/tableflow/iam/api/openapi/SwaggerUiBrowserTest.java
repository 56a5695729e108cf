package io.tableflow.iam.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.Browser;
import io.tableflow.iam.testing.ServiceTest;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Swagger UI, as somebody tries the API in a real browser for the first time. */
class SwaggerUiBrowserTest extends ServiceTest {

    private static final String CREATE = "#operations-Environments-createEnvironment";

    private final Browser browser = Browser.start(node().uri());

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void theFirstExampleRunsAsItIs() {
        browser.open("/swagger-ui.html");
        browser.press(".authorize.btn");
        assertThat(browser.text(".auth-container")).contains("local-operator");
        browser.type(".auth-container input", "local-operator");
        browser.press(".auth-btn-wrapper .authorize");
        browser.press(".auth-btn-wrapper .btn-done");
        assertThat(browser.texts(".opblock-tag a")).startsWith("Environments", "Integration");

        browser.press(CREATE + " .opblock-summary-control");
        browser.press(CREATE + " .execute");

        browser.awaitText(CREATE + " .live-responses-table .response .response-col_status", "202");
        assertThat(browser.text(CREATE + " .live-responses-table")).contains("\"PROVISIONING\"");
        browser.assertQuiet();
        engineer.awaitState("dev", "AWAITING_INTEGRATION");
        engineer.send("DELETE", "/environments/dev", null, Map.of());
        Awaitility.await("the end of it")
                .until(() -> engineer.get("/environments/dev").status() == 404);
    }
}
