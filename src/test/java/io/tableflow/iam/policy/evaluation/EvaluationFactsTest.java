package io.tableflow.iam.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.PolicyError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** 127 facts that AWS documents of the evaluation of policies, each with the requests that show it. */
class EvaluationFactsTest {

    private static final int FACTS = 127;
    private static final JsonNode TABLE = table();

    static Stream<Named<JsonNode>> cases() {
        return TABLE.path("cases").values().stream()
                .map(it -> Named.of("fact " + it.path("fact").asInt() + ": " + it, it));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds(JsonNode fact) {
        if (fact.has("malformed")) {
            assertThatExceptionOfType(MalformedPolicyException.class)
                    .isThrownBy(() -> Question.parse(fact.toString()).answer())
                    .satisfies(malformed -> assertThat(malformed.errors())
                            .extracting(PolicyError::pointer)
                            .containsExactly(fact.path("malformed").asString()));
            return;
        }
        EvaluationResult result = Question.parse(fact.toString()).answer();

        assertThat(result.decision()).hasToString(fact.path("expect").asString());
        assertThat(result.sentence())
                .startsWith("User: ")
                .contains(fact.path("sentence").asString(""));
        if (fact.has("nearMiss")) {
            assertThat(result.nearMisses())
                    .singleElement()
                    .satisfies(near -> assertThat(near.reason())
                            .contains(fact.path("nearMiss").asString()));
        }
        if (fact.has("missing")) {
            assertThat(result.missingContext())
                    .containsExactly(fact.path("missing").asString());
        }
    }

    @Test
    void noneIsLeftOut() {
        Set<Integer> facts = new TreeSet<>();
        cases().forEach(it -> facts.add(it.getPayload().path("fact").asInt()));
        TABLE.path("notApplicable").propertyNames().forEach(it -> facts.add(Integer.valueOf(it)));

        assertThat(facts)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, FACTS).boxed().toList());
    }

    private static JsonNode table() {
        try (InputStream table = EvaluationFactsTest.class.getResourceAsStream("facts.json")) {
            return PolicyJson.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8))
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
