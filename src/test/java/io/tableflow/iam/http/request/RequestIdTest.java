package io.tableflow.iam.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest extends HttpTest {

    @ParameterizedTest
    @ValueSource(strings = {"/environments/failing/header", "/environments/failing/problem", "/nowhere"})
    void givesBackTheIdThatTheCallerChose(String path) {
        assertThat(get(path, "X-Request-Id", "a.b_c-9", "X-Needed", "x").header("X-Request-Id"))
                .isEqualTo("a.b_c-9");
    }

    @Test
    void makesAnIdWhereThereIsNone() {
        assertThat(UUID.fromString(String.valueOf(get("/nowhere").header("X-Request-Id"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "line\tbreak",
                "<script>",
                "\"",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void replacesAnIdThatIsNotSane(String id) {
        String chosen = get("/nowhere", "X-Request-Id", id).header("X-Request-Id");

        assertThat(UUID.fromString(String.valueOf(chosen))).isNotNull();
    }
}
