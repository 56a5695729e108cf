package io.tableflow.iam.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagsTest extends HttpTest {

    @Test
    void goesOnWithoutACondition() {
        Reply reply = send("PUT", "/environments/revision", BodyPublishers.noBody(), OPERATOR);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("\"4\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"3\"", "\"1\", \"3\"", "\"1\",\"3\"", "W/\"3\", \"3\"", ", \"3\" ,"})
    void goesOnWithTheRevisionThatStands(String ifMatch) {
        assertThat(put(ifMatch).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"33\"", "\"\"", "W/\"3\"", "\"1\", \"2\"", "\"03\""})
    void stopsWithAnyOther(String ifMatch) {
        Reply reply = put(ifMatch);

        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.code()).isEqualTo("precondition-failed");
        assertThat(reply.detail()).contains("revision 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3", "3\"", "\"2\" \"3\"", "*, \"3\"", "w/\"3\"", "", ","})
    void refusesWhatIsNoEntityTag(String ifMatch) {
        Reply reply = put(ifMatch);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors()).containsExactly("If-Match: must be * or entity tags such as \"3\"");
    }

    private Reply put(String ifMatch) {
        return send("PUT", "/environments/revision", BodyPublishers.noBody(), OPERATOR, "If-Match", ifMatch);
    }
}
