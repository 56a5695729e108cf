package io.tableflow.iam.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest extends HttpTest {

    private static final int LIMIT = 256 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * 1024 * 1024, 5 * 1024 * 1024})
    void refusesALongBodyWhoseLengthIsAnnounced(int length) {
        assertTooLarge(send(
                "POST",
                "/environments/strict",
                BodyPublishers.ofByteArray(json(length)),
                OPERATOR,
                "Content-Type",
                "application/json"));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * 1024 * 1024, 5 * 1024 * 1024})
    void refusesALongBodyWhileReadingIt(int length) {
        assertTooLarge(chunked("/environments/strict", length));
        assertTooLarge(chunked("/environments/failing/loose", length));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, LIMIT})
    void readsUpToTheLimit(int length) {
        assertThat(send(
                                "POST",
                                "/environments/strict",
                                BodyPublishers.ofByteArray(json(length)),
                                OPERATOR,
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(200);
        assertThat(chunked("/environments/strict", length).status()).isEqualTo(200);
    }

    private Reply chunked(String path, int length) {
        return send(
                "POST",
                path,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json(length))),
                OPERATOR,
                "Content-Type",
                "application/json");
    }

    /** A valid body with a lot of white space. */
    private static byte[] json(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) ' ');
        byte[] start = "{\"name\": \"dev\"".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(start, 0, body, 0, start.length);
        body[length - 1] = '}';
        return body;
    }

    private static void assertTooLarge(Reply reply) {
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("payload-too-large");
        assertThat(reply.detail()).isEqualTo("A body may have 256 KiB at most.");
    }
}
