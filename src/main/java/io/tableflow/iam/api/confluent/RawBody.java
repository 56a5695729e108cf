package io.tableflow.iam.api.confluent;

import io.tableflow.iam.http.server.BodyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request's body before anybody has parsed it: the signature is over this, whatever the Content-Type says. Read from the
 * stream itself, since a body that is declared as a form would otherwise be put together anew from its parameters.
 */
final class RawBody {

    private RawBody() {}

    /** The body as text; empty where there is none. */
    static String read(InputStream body) throws IOException {
        return new String(BodyLimit.read(body), StandardCharsets.UTF_8);
    }
}
