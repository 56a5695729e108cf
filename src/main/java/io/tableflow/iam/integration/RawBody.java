package io.tableflow.iam.integration;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request's body before anybody has parsed it: the signature is over this. */
final class RawBody {

    private RawBody() {}

    /** The body as text; empty where there is none. */
    static String text(byte @Nullable [] body) {
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
