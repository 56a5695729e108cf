package io.tableflow.iam.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The call of the API that has what a screen shows, as a command for a shell. The token is the shell's own variable. */
public final class CurlCommand {

    private CurlCommand() {}

    /**
     * Reads a path.
     *
     * @param path of the API, encoded
     */
    public static String get(String path) {
        return "curl -H \"Authorization: Bearer $TOKEN\" " + quote(base() + path);
    }

    /** Sends a body, which is in single quotes. */
    public static String send(String method, String path, String json) {
        return "curl -X " + method + " -H \"Authorization: Bearer $TOKEN\" -H \"Content-Type: application/json\" "
                + quote(base() + path) + " -d " + quote(json);
    }

    /** Sends no body. */
    public static String send(String method, String path) {
        return "curl -X " + method + " -H \"Authorization: Bearer $TOKEN\" " + quote(base() + path);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
