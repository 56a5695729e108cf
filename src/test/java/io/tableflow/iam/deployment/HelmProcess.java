package io.tableflow.iam.deployment;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Helm in a process of its own: a Go runtime sets handlers of signals that the JVM of the tests uses itself, and a crash there
 * would take all tests with it.
 *
 * <p>Its first argument is a file with requests, its second the file for the answers.
 */
public final class HelmProcess {

    /** The status of the process where Helm has no library for this machine. */
    static final int UNAVAILABLE = 3;

    /** What the objects are rendered for: Helm alone knows no cluster, and would take one that is too old for the chart. */
    private static final String KUBERNETES = "1.31.0";

    private HelmProcess() {}

    enum Kind {
        LINT,
        TEMPLATE,
        NOTES
    }

    /**
     * What Helm is asked.
     *
     * @param values the path of a file of values; for {@link Kind#LINT} it is not used
     */
    record Request(String id, Kind kind, String chart, String values) {}

    /** What Helm says: its output, or why it refuses; one of them is empty. */
    record Answer(String id, String output, String refusal) {}

    /** Answers the requests of a file. */
    public static void main(String[] arguments) throws IOException {
        try {
            Helm.version().call();
        } catch (IllegalStateException | LinkageError missing) {
            System.err.println(missing);
            System.exit(UNAVAILABLE);
        }
        JsonMapper json = JsonMapper.shared();
        List<Answer> answers = new ArrayList<>();
        for (Request request : json.readValue(Files.readString(Path.of(arguments[0])), Request[].class)) {
            answers.add(answer(request));
        }
        Files.writeString(Path.of(arguments[1]), json.writeValueAsString(answers));
    }

    private static Answer answer(Request request) {
        try {
            return new Answer(request.id(), output(request), "");
        } catch (IllegalStateException refused) {
            return new Answer(request.id(), "", String.valueOf(refused.getMessage()));
        }
    }

    private static String output(Request request) {
        Helm helm = new Helm(Path.of(request.chart()));
        return switch (request.kind()) {
            case LINT -> {
                LintResult result = helm.lint().strict().call();
                String messages = String.join("\n", result.getMessages());
                if (result.isFailed()) {
                    throw new IllegalStateException(messages);
                }
                yield messages;
            }
            case TEMPLATE ->
                helm.template()
                        .withName("tableflow-iam")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(Path.of(request.values()))
                        .call();
            case NOTES ->
                helm.install()
                        .withName("tableflow-iam")
                        .withNamespace("tableflow")
                        .withKubeVersion(KUBERNETES)
                        .clientOnly()
                        .withDryRunOption(DryRun.CLIENT)
                        .withValuesFile(Path.of(request.values()))
                        .call()
                        .getOutput();
        };
    }
}
