package io.tableflow.iam.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * During a rolling update nodes of the version before run on the schema of the new one. So a migration adds, and takes away or
 * narrows nothing that the version before may read or write.
 */
class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__\\w+\\.sql");

    /** The last migration of the last release, 0.1: those up to it are never changed, and those after it add. */
    private static final int RELEASED = 16;

    /**
     * Migrations that do more than add, and why. For them CHANGELOG.md says that all nodes of the version before are stopped first.
     */
    private static final Map<Integer, String> BREAKING = Map.of(
            17, "steps are stored with their workflow, and no longer in a table of their own",
            25, "the index that makes a delivery unique has a further column");

    /** Migrations that look as if they did, and what the version before does that makes them harmless. */
    private static final Map<Integer, String> HARMLESS =
            Map.of(75, "the version before writes the hash of a token into each session, and no claims");

    private static final String NAME = "\"?(\\w+)\"?";
    private static final Pattern CREATED =
            Pattern.compile("create table (?:if not exists )?" + NAME, Pattern.CASE_INSENSITIVE);

    /** What the version before would notice, and what is to be done instead. */
    private static final Map<Pattern, String> FORBIDDEN = Map.of(
            pattern("\\bdrop (table|column|view|sequence)\\b"), "keep it for one version, and drop it in the next",
            pattern("\\brename (to|column|constraint)\\b"), "add the new one beside it",
            pattern("\\balter column \\w+ (set data )?type\\b"), "add a column of the other type",
            pattern("\\balter column \\w+ set not null\\b"), "the version before may write null",
            pattern("\\badd (constraint \\w+ )?(check|unique|foreign key|primary key)\\b"),
                    "the version before may write what it forbids",
            pattern("\\b(alter column \\w+ drop default)\\b"), "the version before does not write the column",
            pattern("\\btruncate\\b"), "the version before may need the rows",
            pattern("\\bdelete from\\b"), "the version before may need the rows");

    private static final Pattern NOT_NULL_WITHOUT_DEFAULT = pattern(
            "\\badd column (?:if not exists )?\\w+ (?:(?!\\bdefault\\b|\\bgenerated\\b|,).)*\\bnot null\\b(?:(?!\\bdefault\\b|\\bgenerated\\b|,).)*(,|$)");

    private static final Pattern UNIQUE_INDEX = pattern("\\bcreate unique index \\w+ on " + NAME);

    @Test
    void whatComesAfterTheLastReleaseAddsAndTakesNothingAway() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Map.Entry<Integer, String> migration : migrations().entrySet()) {
            if (migration.getKey() > RELEASED
                    && !BREAKING.containsKey(migration.getKey())
                    && !HARMLESS.containsKey(migration.getKey())) {
                problems(migration.getValue())
                        .forEach(problem -> broken.add("V" + migration.getKey() + ": " + problem));
            }
        }

        assertThat(broken)
                .as(
                        "nodes of the version before run beside this schema during a rolling update; where they do what a migration asks"
                                + " for already, say so in HARMLESS")
                .isEmpty();
    }

    @Test
    void whatBreaksIsSaidInTheChangelog() throws IOException {
        assertThat(BREAKING.keySet())
                .allSatisfy(version -> assertThat(problems(migrations().getOrDefault(version, "")))
                        .as("V" + version + " is an exception")
                        .isNotEmpty());
        assertThat(Files.readString(Path.of("CHANGELOG.md"))).contains("Stop all nodes of the\nversion before first");
    }

    @Test
    void aMigrationThatBreaksIsFound() {
        assertThat(problems("alter table environment drop column spec;")).hasSize(1);
        assertThat(problems("alter table environment add column x text not null;"))
                .hasSize(1);
        assertThat(problems("alter table environment add column x text not null default '', add column y int;"))
                .isEmpty();
        assertThat(problems("create unique index x on environment (name);")).hasSize(1);
        assertThat(problems("create table new (a text not null); create unique index x on new (a);"))
                .isEmpty();
        assertThat(problems("alter table environment rename column spec to wish; truncate drift;"))
                .hasSize(2);
    }

    /** What is new in the same migration may have any form: the version before does not know it. */
    private static List<String> problems(String sql) {
        Set<String> created = new HashSet<>();
        CREATED.matcher(sql)
                .results()
                .forEach(found -> created.add(found.group(1).toLowerCase(Locale.ROOT)));
        return Stream.of(sql.split(";", -1))
                .map(statement -> statement
                        .replaceAll("--[^\\n]*", " ")
                        .replaceAll("\\s+", " ")
                        .strip())
                .filter(statement -> !statement.isEmpty())
                .filter(statement -> created.stream()
                        .noneMatch(table -> pattern("^(create table|alter table|insert into|update) (if not exists )?"
                                        + table + "\\b")
                                .matcher(statement)
                                .find()))
                .flatMap(statement -> Stream.concat(forbidden(statement), narrowing(statement, created)))
                .toList();
    }

    private static Stream<String> forbidden(String statement) {
        return FORBIDDEN.entrySet().stream()
                .filter(rule -> rule.getKey().matcher(statement).find())
                .map(rule -> statement + " (" + rule.getValue() + ")");
    }

    private static Stream<String> narrowing(String statement, Set<String> created) {
        Matcher unique = UNIQUE_INDEX.matcher(statement);
        boolean narrows = NOT_NULL_WITHOUT_DEFAULT.matcher(statement).find()
                || (unique.find() && !created.contains(unique.group(1).toLowerCase(Locale.ROOT)));
        return narrows ? Stream.of(statement + " (the version before may write what it refuses)") : Stream.of();
    }

    private static Map<Integer, String> migrations() throws IOException {
        Map<Integer, String> migrations = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Matcher name = VERSION.matcher(file.getFileName().toString());
                if (name.matches()) {
                    migrations.put(Integer.parseInt(name.group(1)), Files.readString(file));
                }
            }
        }
        return migrations;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
