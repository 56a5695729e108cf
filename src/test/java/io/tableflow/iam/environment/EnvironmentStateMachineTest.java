package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.EnvironmentStateMachine.Situation;
import io.tableflow.iam.environment.EnvironmentStateMachine.Transition;
import io.tableflow.iam.environment.EnvironmentStateMachine.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules by themselves: none is missing, none contradicts another, and the documentation has just these. */
class EnvironmentStateMachineTest {

    private static final Path DOCUMENT = Path.of("src/docs/states.md");

    private static final List<Transition> RULES = EnvironmentStateMachine.TRANSITIONS;

    @Test
    void theDocumentHasEveryRuleAndNoOther() throws IOException {
        String table = table();

        assertThat(Files.readString(DOCUMENT).lines())
                .as(
                        "The table of rules in %s is not the one of EnvironmentStateMachine. Replace it by:%n%n%s",
                        DOCUMENT, table)
                .filteredOn(
                        line -> line.matches("\\| `[A-Z_]+` \\| (begins|succeeds|fails|is retried|is requested) \\|.*"))
                .containsExactlyElementsOf(table.lines().toList());
    }

    @Test
    void theDiagramHasEveryChangeOfStateAndNoOther() throws IOException {
        Set<String> edges = RULES.stream()
                .flatMap(rule -> rule.from().stream()
                        .map(from ->
                                from == rule.to() ? null : from + " --> " + (rule.to() == null ? "[*]" : rule.to())))
                .filter(edge -> edge != null)
                .collect(Collectors.toSet());

        assertThat(Files.readString(DOCUMENT).lines().map(String::strip))
                .as("The edges of the diagram in %s", DOCUMENT)
                .filteredOn(line -> line.contains(" --> ") && !line.startsWith("[*]"))
                .map(line -> line.replaceAll(":.*", "").strip())
                .containsExactlyInAnyOrderElementsOf(edges);
    }

    @Test
    void noTwoRulesContradictEachOther() {
        for (Transition one : RULES) {
            assertThat(RULES)
                    .filteredOn(other ->
                            !other.equals(one) && other.kind() == one.kind() && other.trigger() == one.trigger())
                    .noneMatch(other -> overlap(one.when(), other.when()) && overlap(one.from(), other.from()));
        }
    }

    @ParameterizedTest
    @EnumSource(EnvironmentWorkflowKind.class)
    void everyWorkflowCanBeginFailBeRetriedAndSucceed(EnvironmentWorkflowKind kind) {
        EnvironmentState during =
                rules(kind, Trigger.BEGINS).map(Transition::to).findFirst().orElseThrow();

        assertThat(rules(kind, Trigger.FAILS)).singleElement().satisfies(rule -> {
            assertThat(rule.from()).containsExactly(during);
            assertThat(rule.to()).isEqualTo(EnvironmentState.FAILED);
            assertThat(rule.event()).isEqualTo(AuditEventType.FAILED);
        });
        assertThat(rules(kind, Trigger.IS_RETRIED)).singleElement().satisfies(rule -> {
            assertThat(rule.from()).containsExactly(EnvironmentState.FAILED);
            assertThat(rule.to()).isEqualTo(during);
        });
        assertThat(rules(kind, Trigger.SUCCEEDS))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.from()).containsExactly(during));
    }

    @Test
    void onlyAnUpdateMakesActiveAndOnlyWherePrincipalIsTrusted() {
        assertThat(RULES)
                .filteredOn(rule -> rule.to() == EnvironmentState.ACTIVE)
                .allSatisfy(rule -> {
                    assertThat(rule.trigger()).isEqualTo(Trigger.SUCCEEDS);
                    assertThat(rule.when()).containsExactly(Situation.TRUSTED);
                    assertThat(rule.from()).isSubsetOf(EnvironmentState.UPDATING_TRUST, EnvironmentState.UPDATING);
                });
    }

    @Test
    void everyStateIsLeftAndADeletionIsPossibleFromEach() {
        assertThat(rules(EnvironmentWorkflowKind.TEARDOWN, Trigger.IS_REQUESTED))
                .singleElement()
                .satisfies(rule -> assertThat(rule.from()).containsExactly(EnvironmentState.values()));
        Map<EnvironmentState, Set<EnvironmentState>> next = new EnumMap<>(EnvironmentState.class);
        RULES.stream()
                .filter(rule -> rule.to() != null)
                .forEach(rule -> rule.from()
                        .forEach(from -> next.computeIfAbsent(from, state -> EnumSet.noneOf(EnvironmentState.class))
                                .add(rule.to())));
        assertThat(next).hasSize(EnvironmentState.values().length);
    }

    private static Stream<Transition> rules(EnvironmentWorkflowKind kind, Trigger trigger) {
        return RULES.stream().filter(rule -> rule.kind() == kind && rule.trigger() == trigger);
    }

    private static <T> boolean overlap(Set<T> one, Set<T> other) {
        return one.stream().anyMatch(other::contains);
    }

    private static String table() {
        return RULES.stream()
                .map(rule -> "| `%s` | %s | %s | %s | %s | %s |"
                        .formatted(
                                rule.kind(),
                                inWords(rule.trigger()),
                                rule.when().size() == Situation.values().length
                                        ? ""
                                        : rule.when().stream()
                                                .map(EnvironmentStateMachineTest::inWords)
                                                .collect(Collectors.joining(", ")),
                                rule.from().size() == EnvironmentState.values().length
                                        ? "any"
                                        : Arrays.stream(EnvironmentState.values())
                                                .filter(rule.from()::contains)
                                                .map(state -> "`" + state + "`")
                                                .collect(Collectors.joining(", ")),
                                rule.to() == null ? "gone" : "`" + rule.to() + "`",
                                rule.event() == null ? "" : "`" + rule.event() + "`"))
                .collect(Collectors.joining("\n"));
    }

    private static String inWords(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
