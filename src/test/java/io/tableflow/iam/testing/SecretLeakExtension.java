package io.tableflow.iam.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads what is logged to the console while tests of this JVM run, and fails the test class during which a secret was
 * logged. JUnit finds it by itself.
 */
public final class SecretLeakExtension implements BeforeAllCallback, AfterAllCallback {

    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    static {
        System.setOut(readAlong(System.out));
        System.setErr(readAlong(System.err));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Loading this class is enough.
    }

    @Override
    public void afterAll(ExtensionContext context) {
        SecretScanner.assertNoneInLog(read());
    }

    /** What was logged since the last call. */
    static String read() {
        synchronized (LOG) {
            String logged = LOG.toString(StandardCharsets.UTF_8);
            LOG.reset();
            return logged;
        }
    }

    private static PrintStream readAlong(PrintStream original) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        original.write(b);
                        synchronized (LOG) {
                            LOG.write(b);
                        }
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        original.write(bytes, offset, length);
                        synchronized (LOG) {
                            LOG.write(bytes, offset, length);
                        }
                    }

                    @Override
                    public void flush() {
                        original.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }
}
