package io.tableflow.iam.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents come from strangers: none of up to 64 KiB keeps the evaluator busy. */
class EvaluationWorkTest {

    private static final int LARGE = 60_000;

    @ParameterizedTest
    @ValueSource(strings = {"*a", "a*", "?*", "*", "(a+)+", "[", "\\\\E.*", "${aws:username}", "${"})
    void patternsOfAnyKindEndSoon(String part) {
        String pattern = "arn:aws:s3:::" + part.repeat(LARGE / part.length()) + "b";
        String resource = "arn:aws:s3:::" + "a".repeat(2_000);

        EvaluationResult result = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> evaluate(resource, "\"Resource\":\"" + pattern + "\""));

        assertThat(result.decision()).isEqualTo(AccessDecision.IMPLICIT_DENY);
    }

    @Test
    void manyConditionsEndSoon() {
        String value = "\"*a*a*a*a*a*b\",";
        String values = value.repeat(LARGE / value.length()) + "\"x\"";

        EvaluationResult result = assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> evaluate(
                        "arn:aws:s3:::b",
                        "\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:PrincipalTag/a\":[" + values + "]}}"));

        assertThat(result.decision()).isEqualTo(AccessDecision.IMPLICIT_DENY);
    }

    private static EvaluationResult evaluate(String resource, String elements) {
        ParsedPolicy policy = ParsedPolicy.parse(
                PolicyType.IDENTITY,
                "identity",
                new PolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                        + elements + "}}"));
        EvaluationRequest request = new EvaluationRequest(
                RequestPrincipal.parse("arn:aws:iam::123456789012:role/r").orElseThrow(),
                "s3:GetObject",
                resource,
                "123456789012",
                RequestContext.of(Map.of("aws:PrincipalTag/a", List.of("a".repeat(2_000)))));
        return PolicyEvaluator.evaluate(request, PolicySet.unseen().withIdentity(List.of(policy)));
    }
}
