package io.tableflow.iam.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends the beginning of a request, and then one more byte for each call. */
public final class SlowClient implements AutoCloseable {

    private final Socket socket;
    private final byte[] drop;
    private volatile boolean refused;

    private SlowClient(Socket socket, String drop) {
        this.socket = socket;
        this.drop = bytes(drop);
    }

    /** One whose headers never end. */
    public static SlowClient ofHeaders(int port) {
        return connect(port, "GET /environments/who HTTP/1.1\r\nHost: localhost\r\nX-Slow: a", "a");
    }

    /** One that announces a body and sends only little of it. */
    public static SlowClient ofAnnouncedBody(int port, String path, String... headers) {
        return connect(port, head(path, headers) + "Content-Length: 100000\r\n\r\n{", " ");
    }

    /** One that sends its body in chunks of one byte. */
    public static SlowClient ofChunkedBody(int port, String path, String... headers) {
        return connect(port, head(path, headers) + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "1\r\n \r\n");
    }

    private static String head(String path, String... headers) {
        String type = String.join("", headers).contains("Content-Type:") ? "" : "Content-Type: application/json\r\n";
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + type + more;
    }

    private static SlowClient connect(int port, String beginning, String drop) {
        try {
            Socket socket = new Socket("localhost", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes(beginning));
            return new SlowClient(socket, drop);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends another byte, as long as the server accepts it. */
    public void drip() {
        try {
            if (!refused) {
                socket.getOutputStream().write(drop);
            }
        } catch (IOException closed) {
            refused = true;
        }
    }

    /** Whether the server has neither answered nor closed the connection. */
    public boolean isWaiting() {
        try {
            return !refused && socket.getInputStream().available() == 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Everything that is answered until the connection is closed; fails if it stays open. */
    public String answer() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.write(next);
            }
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            // If the server closes while bytes are in flight, the connection is reset; the answer came before that.
            refused = true;
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            refused = true;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
