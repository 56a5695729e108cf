package io.tableflow.iam.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a proxy, with {@code server.forward-headers-strategy=framework}, as src/docs/deploying.md says. */
class ForwardedHeadersTest extends SecuredServiceTest {

    @Test
    void aLocationBeginsWithThePrefixThatTheProxyRemoved() {
        Answer accepted = operator.send(
                "POST", "/environments", "{\"name\":\"proxied\"}", Map.of("X-Forwarded-Prefix", "/tableflow"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/tableflow/environments/proxied");
    }

    @Test
    void aLocationIsAPathWithoutAProxyToo() {
        Answer accepted = operator.post("/environments", "{\"name\":\"direct\"}");

        assertThat(accepted.header("Location")).isEqualTo("/environments/direct");
    }

    @Test
    void aProblemNamesThePathThatTheCallerRequested() {
        Answer refused = operator.send("GET", "/environments/nobody", null, Map.of("X-Forwarded-Prefix", "/tableflow"));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.at("/instance")).isEqualTo("/tableflow/environments/nobody");
    }
}
