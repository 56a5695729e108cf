package io.tableflow.iam.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest extends HttpTest {

    private static final String PATH = "/environments/pages";

    @Test
    void leadsFromPageToPageToTheEnd() {
        List<String> seen = new ArrayList<>();
        Reply page = get(PATH + "?limit=30");
        while (true) {
            page.json().path("items").valueStream().forEach(item -> seen.add(item.stringValue()));
            if (page.json().path("next").isNull()) {
                break;
            }
            page = get(PATH + "?limit=30&after=" + page.json().path("next").stringValue());
        }

        assertThat(seen)
                .hasSize(100)
                .doesNotHaveDuplicates()
                .startsWith("item 0")
                .endsWith("item 99");
        assertThat(page.text()).endsWith("\"next\":null}");
    }

    @Test
    void showsFiftyAtATime() {
        assertThat(get(PATH).json().path("items").size()).isEqualTo(50);
        assertThat(get(PATH + "?limit=200").json().path("items").size()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "many", "1.5", "99999999999", ""})
    void refusesALimitThatIsNone(String limit) {
        Reply reply = get(PATH + "?limit=" + limit);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors()).containsExactly("limit: must be a whole number between 1 and 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "MTIz", "____", "MTrD", "MToA"})
    void refusesACursorThatItDidNotMake(String after) {
        Reply reply = get(PATH + "?after=" + after);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
        assertThat(reply.errors()).containsExactly("after: must be the next of an earlier page");
    }

    @Test
    void refusesACursorWithACharacterThatNoTextOfTheDatabaseHolds() {
        Reply reply = get(PATH + "?after=%00");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors()).containsExactly("after: must not hold U+0000");
    }
}
