package io.tableflow.iam.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagsTest extends HttpTest {

    private static final String CURRENT = tag(new UUID(1, 2), 3, "");

    @Test
    void goesOnWithoutACondition() {
        Reply reply = send("PUT", "/environments/revision", BodyPublishers.noBody(), OPERATOR);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(tag(new UUID(1, 2), 4, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "CURRENT", "\"1\", CURRENT", "\"1\",CURRENT", "W/CURRENT, CURRENT", ", CURRENT ,"})
    void goesOnWithTheRevisionThatIsCurrent(String ifMatch) {
        assertThat(put(ifMatch.replace("CURRENT", CURRENT)).status()).isEqualTo(200);
    }

    @Test
    void goesOnWithTheRevisionThatIsCurrentWhateverWasShownWithIt() {
        assertThat(put(tag(new UUID(1, 2), 3, "{}")).status()).isEqualTo(200);
    }

    @Test
    void stopsWithAnotherRevisionOrAnotherEnvironment() {
        assertStopped(tag(new UUID(1, 2), 2, ""));
        assertStopped(tag(new UUID(1, 3), 3, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"33\"", "\"\"", "W/CURRENT", "\"1\", \"2\"", "\"AAAAAAAAAAEAAAAAAAAAAg.3\""})
    void stopsWithWhatIsNoTagOfThisService(String ifMatch) {
        assertStopped(ifMatch.replace("CURRENT", CURRENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3", "3\"", "\"2\" \"3\"", "*, \"3\"", "w/\"3\"", "", ","})
    void refusesWhatIsNoEntityTag(String ifMatch) {
        Reply reply = put(ifMatch);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors())
                .containsExactly("If-Match: must be * or entity tags in quotes, as the ETag of an answer has them");
    }

    private static String tag(UUID environment, long revision, String shown) {
        return Etags.of(environment, revision, shown.getBytes(StandardCharsets.UTF_8));
    }

    private void assertStopped(String ifMatch) {
        Reply reply = put(ifMatch);

        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.code()).isEqualTo("precondition-failed");
        assertThat(reply.detail()).contains("revision 3");
    }

    private Reply put(String ifMatch) {
        return send("PUT", "/environments/revision", BodyPublishers.noBody(), OPERATOR, "If-Match", ifMatch);
    }
}
