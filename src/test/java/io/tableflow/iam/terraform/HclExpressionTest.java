package io.tableflow.iam.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** How values are written in Terraform's language. */
class HclExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ${aws:username}    | "$${aws:username}"
            100%{if}           | "100%%{if}"
            $${x}              | "$$${x}"
            a "quoted" \\ text | "a \\"quoted\\" \\\\ text"
            """)
    void nothingInAStringIsATemplate(String text, String written) {
        assertThat(HclExpression.string(text).lines()).containsExactly(written);
    }

    @Test
    void whatIsNotSeenIsEscaped() {
        assertThat(HclExpression.string("a\nb\tc\r\u0007\u2028\u202e😀é").lines())
                .containsExactly("\"a\\nb\\tc\\r\\u0007\\u2028\\u202e😀é\"");
    }

    @Test
    void equalsSignsAreAlignedUpToAValueOfSeveralLines() {
        Map<String, HclExpression> attributes = new LinkedHashMap<>();
        attributes.put("a", HclExpression.number(1));
        attributes.put("with:colon", HclExpression.string("x"));
        attributes.put("list", HclExpression.list(List.of(HclExpression.string("y"))));
        attributes.put("b", HclExpression.list(List.of()));

        assertThat(HclExpression.assignments(new LinkedHashMap<>(attributes)))
                .containsExactly("a            = 1", "\"with:colon\" = \"x\"", "list = [", "  \"y\",", "]", "b = []");
    }

    @Test
    void aDocumentKeepsItsShape() {
        var document = JsonMapper.shared()
                .readTree("{\"Action\":[\"s3:*\"],\"Condition\":{\"Bool\":{\"aws:X\":true}},\"n\":1,\"e\":{}}");

        assertThat(HclExpression.jsonencode(document).lines())
                .containsExactly(
                        "jsonencode({",
                        "  Action = [",
                        "    \"s3:*\",",
                        "  ]",
                        "  Condition = {",
                        "    Bool = {",
                        "      \"aws:X\" = true",
                        "    }",
                        "  }",
                        "  n = 1",
                        "  e = {}",
                        "})");
    }
}
