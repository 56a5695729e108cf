package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real Terraform with its AWS provider, where the machine has both: the provider in a filesystem mirror. */
public final class Terraform {

    private static final String AWS_PROVIDER = "registry.terraform.io/hashicorp/aws";
    private static final Optional<Path> MIRROR = mirror();

    private final Path folder;
    private final Map<String, String> settings;

    /**
     * @param folder of the configuration and the state
     * @param aws where AWS answers
     * @param account of the credentials
     */
    public Terraform(Path folder, URI aws, String account) {
        this.folder = folder;
        this.settings = Map.of(
                "AWS_ENDPOINT_URL",
                aws.toString(),
                "AWS_ACCESS_KEY_ID",
                account,
                "AWS_SECRET_ACCESS_KEY",
                "any",
                "AWS_REGION",
                "eu-central-1",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "CHECKPOINT_DISABLE",
                "1",
                "TF_IN_AUTOMATION",
                "1");
    }

    /** Whether this machine has Terraform and its AWS provider. */
    public static boolean isInstalled() {
        return MIRROR.isPresent()
                && Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "terraform")));
    }

    /** Writes a file of the configuration. */
    public void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prepares the folder with the provider of the mirror. */
    public void init() {
        run("init", "-input=false", "-plugin-dir=" + MIRROR.orElseThrow());
    }

    /** Runs a command, which must succeed, and returns what it printed. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        if (!arguments[0].equals("fmt")) {
            command.add("-no-color");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // What the machine says about Terraform, such as a file of settings that is not there, would be printed or
        // used.
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
        builder.environment().putAll(settings);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " failed:\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A folder that Terraform would look into, or one below /opt, that has the provider. */
    private static Optional<Path> mirror() {
        Stream<Path> implied = Stream.of(
                Path.of(System.getProperty("user.home"), ".terraform.d/plugins"),
                Path.of("/usr/local/share/terraform/plugins"),
                Path.of("/usr/share/terraform/plugins"));
        return Stream.concat(implied, foldersBelow(Path.of("/opt")))
                .filter(it -> Files.isDirectory(it.resolve(AWS_PROVIDER)))
                .findFirst();
    }

    private static Stream<Path> foldersBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
