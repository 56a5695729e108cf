package io.tableflow.iam.http.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/** The body of an answer as JSON that was rendered before, such as for its entity tag: it is sent as it is. */
public final class RenderedJson {

    private final byte[] utf8;

    /** @param utf8 the JSON; it is not copied, so do not change it */
    public RenderedJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The JSON in UTF-8; do not change it. */
    public byte[] utf8() {
        return utf8;
    }

    /** The same to whoever renders it again, such as to keep the answer. */
    @JsonValue
    @JsonRawValue
    String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
