package io.tableflow.iam.confluent.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * Reads a body up to a limit, before and after it is unpacked. Confluent's own clients expect bodies in gzip that no header
 * announces, so that a body is unpacked if it begins as gzip does (RFC 1952), which no JSON does.
 */
final class BoundedBody {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private BoundedBody() {}

    /**
     * The whole text.
     *
     * @param limit how many bytes it may have
     * @throws IOException if it is longer, or ends before its end
     */
    static String read(InputStream stream, int limit) throws IOException {
        byte[] bytes = upTo(limit, stream);
        if (isGzip(bytes)) {
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = upTo(limit, unpacked);
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] upTo(int limit, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new IOException("the body has more than " + limit + " bytes");
        }
        return bytes;
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2
                && Byte.toUnsignedInt(bytes[0]) == GZIP_FIRST
                && Byte.toUnsignedInt(bytes[1]) == GZIP_SECOND;
    }
}
