package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Templates escape everything that they show, and evaluate nothing but what is written in them. */
class TemplateTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** Unescaped text, expressions that are made of values, and what a strict Content-Security-Policy would block. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "th:utext|\\[\\(|__\\$|__\\*|th:style|\\sstyle=|\\son[a-z]+=|th:on[a-z]+|hx-on|<style|<script(?![^>]*src=)|js:|javascript:",
            Pattern.CASE_INSENSITIVE);

    /** Of the same element: Thymeleaf puts the fragment in its place before it looks at the condition. */
    private static final Pattern CONDITION_WITHOUT_EFFECT = Pattern.compile(
            "<[^<>]*\\sth:(if|unless|each)=\"[^\"]*\"[^<>]*\\sth:replace=|<[^<>]*\\sth:replace=\"[^\"]*\"[^<>]*\\sth:(if|unless|each)=");

    @Test
    void noTemplateShowsUnescapedTextOrRunsAnything() throws IOException {
        for (Path template : templates()) {
            String text = Files.readString(template);
            assertThat(FORBIDDEN.matcher(text).results().map(it -> it.group()).toList())
                    .as(template.toString())
                    .isEmpty();
            assertThat(CONDITION_WITHOUT_EFFECT
                            .matcher(text)
                            .results()
                            .map(it -> it.group())
                            .toList())
                    .as(template.toString())
                    .isEmpty();
        }
    }

    /** Forms that change nothing, or that sign in and out. */
    private static final Pattern CHANGES_NOTHING =
            Pattern.compile("/plan[(}]|/access-check\\(|/console/sign-in|/console/sign-out");

    @Test
    void everyFormThatChangesSomethingHasAKeySoThatItDoesSoOnce() throws IOException {
        List<String> without = new ArrayList<>();
        for (Path template : templates()) {
            Pattern.compile("<form\\b(?:(?!</form>).)*method=\"post\".*?</form>", Pattern.DOTALL)
                    .matcher(Files.readString(template))
                    .results()
                    .map(MatchResult::group)
                    .filter(form -> !CHANGES_NOTHING.matcher(form).find())
                    .filter(form -> !form.contains("name=\"once\" th:value=\"${once}\""))
                    .forEach(form -> without.add(template + ": " + form));
        }
        assertThat(without).isEmpty();
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            List<Path> found =
                    files.filter(it -> it.toString().endsWith(".html")).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
