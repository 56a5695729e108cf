package io.tableflow.iam.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page is in the index, for one reader and one question, and every link leads somewhere. */
class DocsTest {

    private static final Path DOCS = Path.of("src/docs");
    private static final Path INDEX = DOCS.resolve("README.md");
    private static final Pattern ROW = Pattern.compile("\\| \\[[^]]+]\\(([^)]+)\\) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private final Map<Path, MarkdownPage> pages = MarkdownPage.all().stream()
            .collect(Collectors.toMap(page -> page.file().normalize(), Function.identity()));

    private record Row(Path target, String reader, String question) {}

    @Test
    void everyPageIsInTheIndexOnce() throws IOException {
        List<Path> listed = new ArrayList<>(rows().stream().map(Row::target).toList());
        List<Path> linked = page(INDEX).links().stream()
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .map(link -> target(INDEX, link))
                .toList();

        for (Path file : in(DOCS)) {
            assertThat(listed)
                    .as(
                            "%s must be in the table of src/docs/README.md once: add a row that says for whom it is, and which question it"
                                    + " answers",
                            file)
                    .containsOnlyOnce(file);
        }
        for (Path file : in(DOCS.resolve("decisions"))) {
            assertThat(linked)
                    .as("%s must be among the decisions of src/docs/README.md", file)
                    .contains(file);
        }
        assertThat(listed).contains(DOCS.resolve("runbooks")).doesNotHaveDuplicates();
    }

    @Test
    void eachPageIsForOneReaderAndAnswersItsOwnQuestion() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.question()).endsWith("?");
            assertThat(row.reader()).isNotBlank();
        });
        assertThat(rows()).extracting(Row::question).doesNotHaveDuplicates();
    }

    @Test
    void everyLinkLeadsToAFileAndEveryAnchorToAHeading() {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : pages.values()) {
            for (String link : page.links()) {
                if (!ELSEWHERE.matcher(link).matches()) {
                    problem(page, link).ifPresent(broken::add);
                }
            }
        }

        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    private Optional<String> problem(MarkdownPage page, String link) {
        int hash = link.indexOf('#');
        Path target = hash == 0 ? page.file() : target(page.file(), link);
        if (!Files.exists(target)) {
            return Optional.of(page + ": there is no " + link);
        }
        if (hash < 0) {
            return Optional.empty();
        }
        MarkdownPage other = pages.get(target.normalize());
        return other != null && other.anchors().contains(link.substring(hash + 1))
                ? Optional.empty()
                : Optional.of(page + ": " + target + " has no heading for " + link.substring(hash));
    }

    @Test
    void theReadmeHasAtMostTwoHundredLines() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")))
                .as("README.md: say it in a page of src/docs, and link to it")
                .hasSizeLessThanOrEqualTo(200);
    }

    /** A paragraph that two pages have is kept in one of them, and the other links to it. */
    @Test
    void noSentenceIsSaidOnTwoPages() throws IOException {
        Map<String, List<String>> whereSaid = new TreeMap<>();
        for (Path file : in(DOCS)) {
            for (String sentence : sentences(Files.readString(file))) {
                whereSaid.computeIfAbsent(sentence, it -> new ArrayList<>()).add(file.toString());
            }
        }

        assertThat(whereSaid.entrySet())
                .filteredOn(entry -> entry.getValue().stream().distinct().count() > 1)
                .isEmpty();
    }

    /** Those of some length, outside of code: short ones may be the same by chance. */
    private static List<String> sentences(String page) {
        return Stream.of(page.replaceAll("(?s)```.*?```", " ").split("(?<=[.:])\\s+|\\n\\n|\\|", -1))
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .filter(text -> text.length() > 60)
                .toList();
    }

    private List<Row> rows() throws IOException {
        return Files.readAllLines(INDEX).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(target(INDEX, row.group(1)), row.group(2), row.group(3)))
                .toList();
    }

    private MarkdownPage page(Path file) {
        return Objects.requireNonNull(pages.get(file.normalize()));
    }

    private static Path target(Path page, String link) {
        return page.resolveSibling(link.replaceAll("#.*", "")).normalize();
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".md") && !it.equals(INDEX))
                    .sorted()
                    .toList();
        }
    }
}
