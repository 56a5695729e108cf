package io.tableflow.iam.api.confluent;

import io.tableflow.iam.http.server.BodyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request's body before it is parsed, which is what was signed, whatever the Content-Type is. It is read from the
 * stream itself, because a body that is declared as a form would otherwise be rebuilt from its parameters.
 */
final class RawBody {

    private RawBody() {}

    /** The body as text; empty if there is none. */
    static String read(InputStream body) throws IOException {
        return new String(BodyLimit.read(body), StandardCharsets.UTF_8);
    }
}
