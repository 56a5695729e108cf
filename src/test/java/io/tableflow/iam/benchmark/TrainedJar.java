package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ImageFile;
import io.tableflow.iam.testing.MeasuredProcess;
import io.tableflow.iam.testing.ServiceJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jar as the image has it: extracted, and with an AOT cache that was trained without a database. */
final class TrainedJar {

    private static final Path FOLDER = Path.of("target/benchmark/application");
    private static final Path CACHE = FOLDER.resolve("tableflow-iam.aot");

    /** The jar to be run. */
    static final String FILE = FOLDER.resolve("tableflow-iam.jar").toString();

    private TrainedJar() {}

    /** The image's flags of the JVM in a container of 384 MB, without the cache. */
    static List<String> plainFlags() {
        return Stream.concat(
                        ImageFile.read().jvmFlags().stream().filter(flag -> !flag.startsWith("-XX:AOTCache=")),
                        Stream.of("-XX:MaxRAM=384m"))
                .toList();
    }

    /** The image's flags of the JVM, with the cache; trains it when it is first needed. */
    static synchronized List<String> flags() {
        if (!Files.exists(CACHE)) {
            run(
                    "extraction",
                    List.of(
                            "-Djarmode=tools",
                            "-jar",
                            ServiceJar.FILE,
                            "extract",
                            "--force",
                            "--destination",
                            FOLDER.toString()));
            run(
                    "training",
                    Stream.of(
                                    plainFlags().stream(),
                                    Stream.of(
                                            "-XX:AOTCacheOutput=" + CACHE,
                                            "-Dspring.context.exit=onRefresh",
                                            "-Dspring.profiles.active=aot-training",
                                            "-jar",
                                            FILE))
                            .flatMap(all -> all)
                            .toList());
        }
        return Stream.concat(plainFlags().stream(), Stream.of("-XX:AOTCache=" + CACHE))
                .toList();
    }

    private static void run(String name, List<String> arguments) {
        int code = MeasuredProcess.java(name, arguments).onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException(
                    "The " + name + " ended with " + code + ": target/benchmark/" + name + ".log");
        }
    }
}
