package io.tableflow.iam.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The same calls by a script on boto3 that keeps nothing, checks nothing and retries nothing. */
final class BareScript {

    private static final String SCRIPT = "src/test/resources/io/tableflow/iam/benchmark/bare.py";

    private BareScript() {}

    /** Milliseconds an environment; empty where there is no Python with boto3. */
    static Optional<Double> run(URI iam, int environments) {
        try {
            Process script = new ProcessBuilder("python3", SCRIPT, iam.toString(), Integer.toString(environments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return script.waitFor() == 0 ? Optional.of(Double.parseDouble(printed.strip())) : Optional.empty();
        } catch (IOException noPython) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }
}
