package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever wants to know what a request does reads the classes that src/docs/architecture.md lists, in that order. The lists
 * stay short, and no hop is a leap: each class names, or is named by, one before it.
 */
class ReadingPathsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path ARCHITECTURE = Path.of("src/docs/architecture.md");
    private static final Pattern HOP = Pattern.compile("\\d+\\. `(\\w+)`.*");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    From POST /environments to 202        | 43
                    From Confluent's callback to the trust | 32
                    """)
    void canBeFollowedClassByClass(String heading, int atMost) throws IOException {
        List<String> path = path(heading);
        assertThat(path).isNotEmpty().hasSizeLessThanOrEqualTo(atMost).doesNotHaveDuplicates();

        Map<String, String> read = new LinkedHashMap<>();
        for (String name : path) {
            String source = source(name);
            assertThat(read.isEmpty()
                            || read.entrySet().stream()
                                    .anyMatch(before ->
                                            mentions(before.getValue(), name) || mentions(source, before.getKey())))
                    .as("%s follows from a class before it", name)
                    .isTrue();
            read.put(name, source);
        }
    }

    private static List<String> path(String heading) throws IOException {
        return Files.readAllLines(ARCHITECTURE).stream()
                .dropWhile(line -> !line.equals("### " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .map(HOP::matcher)
                .filter(Matcher::matches)
                .map(hop -> hop.group(1))
                .toList();
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> found =
                    files.filter(file -> file.endsWith(name + ".java")).toList();
            assertThat(found).as("classes called %s", name).hasSize(1);
            return Files.readString(found.getFirst());
        }
    }

    private static boolean mentions(String source, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(source).find();
    }
}
