package io.tableflow.iam.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void findsTheMetricsOfAnExpressionAndTheLabelsThatAreSelected() {
        assertThat(PromQl.metrics(
                        "sum by (le) (rate(a_bucket{kind=\"X\",outcome=~\"y|z\"}[5m])) / on () group_left () 2 * max(b_seconds)"
                                + " > 14.4 * 0.001 unless on (account) c{} and absent(d)"))
                .isEqualTo(Map.of(
                        "a_bucket", Set.of("kind", "outcome"), "b_seconds", Set.of(), "c", Set.of(), "d", Set.of()));
    }

    @Test
    void findsWhatItGroupsBy() {
        assertThat(PromQl.groupings("sum by (le, kind) (a) > on () group_left () max by (account) (b)"))
                .containsExactly("le", "kind", "account");
    }
}
