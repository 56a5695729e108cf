package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Dockerfile, read as Docker does: comments are left out, and a line that ends with a backslash goes on in the next.
 */
public final class ImageFile {

    private static final Path FILE = Path.of("src/main/docker/Dockerfile");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern HEAD = Pattern.compile("\\s+");

    private final List<Instruction> instructions;

    private ImageFile(List<Instruction> instructions) {
        this.instructions = instructions;
    }

    /**
     * One instruction.
     *
     * @param stage the number of the stage that it is in, from 0; -1 before the first
     * @param name in capital letters, for example {@code RUN}
     * @param text what follows the name
     */
    public record Instruction(int stage, String name, String text) {

        /** The items of an instruction in its JSON form. */
        public List<String> items() {
            return Stream.of(JSON.readValue(text, String[].class)).toList();
        }
    }

    public static ImageFile read() {
        try {
            String joined = String.join(
                            "\n",
                            Files.readAllLines(FILE).stream()
                                    .filter(line -> !line.strip().startsWith("#"))
                                    .toList())
                    .replace("\\\n", " ");
            List<Instruction> instructions = new ArrayList<>();
            int stage = -1;
            for (String line : joined.lines().filter(line -> !line.isBlank()).toList()) {
                String[] parts = HEAD.split(line.strip(), 2);
                if (parts[0].equals("FROM")) {
                    stage++;
                }
                instructions.add(new Instruction(stage, parts[0], parts[1]));
            }
            return new ImageFile(List.copyOf(instructions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, in order. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** Those of the last stage, which are what the image is made of. */
    public List<Instruction> ofTheImage() {
        int last = instructions.getLast().stage();
        return instructions.stream().filter(it -> it.stage() == last).toList();
    }

    /** The flags of the JVM in the image's entry point: what comes between {@code java} and {@code -jar}. */
    public List<String> jvmFlags() {
        List<String> command = ofTheImage().stream()
                .filter(it -> it.name().equals("ENTRYPOINT"))
                .findFirst()
                .map(Instruction::items)
                .orElseThrow();
        return command.subList(1, command.indexOf("-jar"));
    }

    /** The value of an argument or a variable that the file sets; empty if it sets none. */
    public Optional<String> argument(String name) {
        return instructions.stream()
                .filter(it -> it.name().equals("ARG"))
                .map(Instruction::text)
                .filter(text -> text.startsWith(name + "="))
                .map(text -> text.substring(name.length() + 1))
                .findFirst();
    }
}
