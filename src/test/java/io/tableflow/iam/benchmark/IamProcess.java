package io.tableflow.iam.benchmark;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.MeasuredProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The in-process AWS in a process of its own, with a latency, driven by lines on its standard input. */
final class IamProcess extends MeasuredProcess {

    private final BufferedReader answers;
    private final PrintStream questions;
    private final URI endpoint;

    private IamProcess(Process process) {
        super(process);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        endpoint = URI.create(read());
    }

    /** Starts it. Each call takes effect at once, and is answered after the latency. */
    static IamProcess start(Duration latency) {
        try {
            return new IamProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-XX:+UseSerialGC",
                            // It shares the cores with what is measured: a second compiler would take more of them than
                            // it saves.
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            IamProcess.class.getName(),
                            Long.toString(latency.toMillis()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("The IAM did not start", e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** How many calls of IAM there were so far. */
    long calls() {
        return Long.parseLong(ask("calls"));
    }

    /** How many calls were throttled so far. */
    long throttled() {
        return Long.parseLong(ask("throttled"));
    }

    /** Lets through so many calls a second from now on, and throttles the others. */
    void limit(int callsPerSecond) {
        ask("limit " + callsPerSecond);
    }

    /** How many calls have changed something so far. */
    long writes() {
        return Long.parseLong(ask("writes"));
    }

    /** Answers after this latency from now on. */
    void latency(Duration latency) {
        ask("latency " + latency.toMillis());
    }

    /** Makes {@linkplain CopiedEnvironments copies} of what it has of one environment, and returns the ids of their roles. */
    List<String> copy(CopiedEnvironments copies) {
        String ids = ask("copy " + copies.originalId() + " " + copies.first() + " " + copies.last());
        return List.of(ids.split(",", -1));
    }

    private synchronized String ask(String question) {
        questions.println(question);
        return read();
    }

    private String read() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("The IAM does not answer", e);
        }
    }

    /** The process itself. */
    public static void main(String[] arguments) throws IOException {
        LocalAws aws = LocalAws.start();
        answerAfter(aws, arguments[0]);
        System.out.println(aws.endpoint());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(answer(aws, line.split(" ", -1)));
        }
        System.exit(0);
    }

    private static String answer(LocalAws aws, String... words) {
        return switch (words[0]) {
            case "calls" -> count(aws, call -> call.service().equals("iam"));
            case "throttled" -> count(aws, call -> call.outcome().equals("Throttling"));
            case "writes" -> count(aws, RecordedCall::mutating);
            case "limit" -> {
                aws.rate(Integer.parseInt(words[1]));
                yield "limited";
            }
            case "latency" -> {
                answerAfter(aws, words[1]);
                yield "slowed down";
            }
            case "copy" -> {
                CopiedEnvironments copies = new CopiedEnvironments(
                        UUID.fromString(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                yield String.join(",", new IamCopier(aws.endpoint()).copy(copies));
            }
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static void answerAfter(LocalAws aws, String millis) {
        aws.faults().clear();
        aws.faults().onAny().always(Fault.delay(Duration.ofMillis(Long.parseLong(millis))));
    }

    private static String count(LocalAws aws, Predicate<RecordedCall> which) {
        return Long.toString(aws.calls().stream().filter(which).count());
    }
}
