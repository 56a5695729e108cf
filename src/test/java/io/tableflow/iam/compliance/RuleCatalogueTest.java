package io.tableflow.iam.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue of rules is the documented one, and each rule says all that it has to. */
class RuleCatalogueTest {

    private static final Path PAGE = Path.of("src/docs/compliance.md");
    private static final String HEADER = "| rule | severity | true when it passes | why | whose rule | waived? |";

    static Stream<ComplianceRule> rules() {
        return RuleCatalogue.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachRuleSaysWhatWhyWhatToDoAndWhoseItIs(ComplianceRule rule) {
        assertThat(rule.id()).matches("TFI-(TRUST|ROLE|POLICY|BUCKET|PROCESS)-\\d{3}");
        assertThat(rule.title()).matches("[A-Z].*[^.]");
        assertThat(rule.rationale()).matches("[A-Z].*\\.");
        assertThat(rule.remedy()).matches("[A-Z].*[.]");
        assertThat(rule.source()).matches(".+: ?https://docs\\.aws\\.amazon\\.com/\\S+");
        assertThat(rule.isWaivable())
                .isEqualTo(
                        rule.severity() != RuleSeverity.CRITICAL && !rule.id().equals("TFI-PROCESS-403"));
    }

    @Test
    void noIdIsUsedTwice() {
        assertThat(rules().map(rule -> Integer.parseInt(rule.id().replaceAll("\\D", ""))))
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSizeGreaterThan(25);
    }

    @Test
    void theDocumentedTableIsTheCatalogue() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int start = lines.indexOf(HEADER) + 2;
        List<String> expected = rules().map(RuleCatalogueTest::row).toList();
        if (Boolean.getBoolean("compliance.write")) {
            List<String> written = new ArrayList<>(lines.subList(0, start));
            written.addAll(expected);
            written.addAll(lines.subList(start, lines.size()).stream()
                    .dropWhile(line -> !line.isEmpty())
                    .toList());
            Files.write(PAGE, written);
            lines = written;
        }
        assertThat(lines.subList(start, lines.size()).stream().takeWhile(line -> !line.isEmpty()))
                .as("Write it anew with ./mvnw test -Dtest=RuleCatalogueTest -Dcompliance.write=true")
                .isEqualTo(expected);
    }

    private static String row(ComplianceRule rule) {
        return "| `" + rule.id() + "` | " + rule.severity() + " | " + rule.title() + " | " + rule.rationale() + " | "
                + rule.source().replaceAll("(https://\\S+)$", "<$1>") + " | "
                + (rule.isWaivable() ? "yes" : "never") + " |";
    }
}
