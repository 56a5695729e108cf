package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that the operating system says something about. On systems without {@code /proc} it is all zero. */
public class MeasuredProcess implements AutoCloseable {

    /** Ticks a second: 100 on every Linux of today. */
    private static final double MILLIS_A_TICK = 10;

    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");

    private final Process process;

    protected MeasuredProcess(Process process) {
        this.process = process;
    }

    /** Starts a Java process whose output goes to a file of the build. */
    public static Process java(String name, List<String> arguments) {
        return java(name, MemoryLimit.none(), arguments);
    }

    /** The same within a limit of its memory. */
    public static Process java(String name, MemoryLimit memory, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Files.createDirectories(Path.of("target/benchmark"));
            return new ProcessBuilder(memory.around(command))
                    .redirectError(Path.of("target/benchmark", name + ".err").toFile())
                    .redirectOutput(Path.of("target/benchmark", name + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " did not start", e);
        }
    }

    /** How much CPU time it has used, in milliseconds. */
    public double cpuMillis() {
        return cpuMillis(process.toHandle());
    }

    /** How much CPU time a process has used, in milliseconds. */
    public static double cpuMillis(ProcessHandle handle) {
        return cpuMillis(handle, 11, 12);
    }

    private static double cpuMillis(ProcessHandle handle, int... fieldsOfTicks) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return IntStream.of(fieldsOfTicks)
                            .mapToLong(field -> Long.parseLong(fields[field]))
                            .sum()
                    * MILLIS_A_TICK;
        } catch (IOException gone) {
            return 0;
        }
    }

    /**
     * How much CPU time PostgreSQL has used so far, its connections that have ended included, in milliseconds. It is not a
     * descendant of this process: the program that started it has ended.
     */
    public static double postgresCpuMillis(JdbcClient database) {
        long connection =
                database.sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle server = ProcessHandle.of(connection)
                .flatMap(ProcessHandle::parent)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is not on this machine"));
        return Stream.concat(Stream.of(server), server.descendants())
                .mapToDouble(MeasuredProcess::cpuMillisWithEnded)
                .sum();
    }

    private static double cpuMillisWithEnded(ProcessHandle handle) {
        return cpuMillis(handle, 11, 12, 13, 14);
    }

    /** The most memory that it has had resident so far, in MiB. Of that, the kernel can take back what it has read from files. */
    public double peakMebibytes() {
        return mebibytes(RESIDENT);
    }

    /** The memory that is resident now and is not that of a file, in MiB: what a limit counts. */
    public double anonymousMebibytes() {
        return mebibytes(ANONYMOUS);
    }

    private double mebibytes(Pattern what) {
        try {
            Matcher found = what.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(
                        process, Duration.ofSeconds(20).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .thenApply(Process::isAlive)
                .join()) {
            return;
        }
        process.destroyForcibly().onExit().join();
    }
}
