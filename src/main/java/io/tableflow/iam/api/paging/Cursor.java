package io.tableflow.iam.api.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in a list, in a form that callers hand back but do not look into. */
final class Cursor {

    /** Tells our cursors from any other base64, and a later form from this one. */
    private static final String VERSION = "1:";

    private static final int LONGEST = 2048;

    private Cursor() {}

    static String encode(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((VERSION + position).getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (cursor.length() <= LONGEST && text.startsWith(VERSION) && text.indexOf('\0') < 0) {
                return text.substring(VERSION.length());
            }
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            throw Paging.brokenCursor();
        }
        throw Paging.brokenCursor();
    }
}
