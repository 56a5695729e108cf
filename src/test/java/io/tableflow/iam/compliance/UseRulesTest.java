package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.JudgedService.active;
import static io.tableflow.iam.compliance.JudgedService.now;
import static io.tableflow.iam.compliance.JudgedService.operator;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whether a role is used, and whether somebody has looked at that: by what was collected and recorded. */
class UseRulesTest {

    @Test
    void aRoleThatNothingHasUsedForTooLongFailsAndWhatIsNotKnownDoesNot() {
        active("unused");
        assertThat(result("unused", "TFI-ROLE-107")).startsWith("PASSED It is open since");

        open("unused", Duration.ofDays(100));
        assertThat(result("unused", "TFI-ROLE-107")).startsWith("NOT_APPLICABLE It is not known: IAM has not reported");

        report("unused", now().minus(Duration.ofDays(20)), null);
        assertThat(result("unused", "TFI-ROLE-107")).startsWith("NOT_APPLICABLE It is not known: IAM's latest report");

        report("unused", now(), null);
        assertThat(result("unused", "TFI-ROLE-107")).startsWith("FAILED Nothing has used it since");

        report("unused", now(), now().minus(Duration.ofDays(30)));
        assertThat(result("unused", "TFI-ROLE-107")).startsWith("PASSED It was last used at");
    }

    @Test
    void aReviewIsDueOnceTheRoleWasOpenForAWhileAndThenWhenTheLatestSays() {
        active("unreviewed");
        assertThat(result("unreviewed", "TFI-PROCESS-402")).startsWith("PASSED Nobody has reviewed it");

        open("unreviewed", Duration.ofDays(91));
        assertThat(result("unreviewed", "TFI-PROCESS-402")).startsWith("FAILED Nobody has reviewed it");

        operator().post("/environments/unreviewed/reviews", "{\"note\": \"Only Confluent.\"}");
        assertThat(result("unreviewed", "TFI-PROCESS-402")).startsWith("PASSED It was last reviewed at");

        JudgedService.DATABASE
                .client()
                .sql("update access_review set next_due = reviewed_at where note = 'Only Confluent.'")
                .update();
        assertThat(result("unreviewed", "TFI-PROCESS-402")).startsWith("FAILED It was last reviewed at");
    }

    private static void open(String name, Duration since) {
        JudgedService.DATABASE
                .client()
                .sql("update environment set trusted_since = ? where name = ?")
                .param(now().minus(since).atOffset(ZoneOffset.UTC))
                .param(name)
                .update();
    }

    private static void report(String name, Instant collected, @Nullable Instant used) {
        JudgedService.DATABASE
                .client()
                .sql("""
                insert into access_report (environment_id, asked_at, collected_at)
                select id, :at, :at from environment where name = :name
                on conflict (environment_id) do update set collected_at = excluded.collected_at
                """)
                .param("at", collected.atOffset(ZoneOffset.UTC))
                .param("name", name)
                .update();
        if (used != null) {
            JudgedService.DATABASE
                    .client()
                    .sql("""
                    insert into access_use (environment_id, service, action, used_at)
                    select id, 'glue', '', :at from environment where name = :name
                    """)
                    .param("at", used.atOffset(ZoneOffset.UTC))
                    .param("name", name)
                    .update();
        }
    }

    private static String result(String name, String id) {
        Answer report = operator().get("/environments/" + name + "/compliance");
        JsonNode rule = report.json()
                .path("rules")
                .valueStream()
                .filter(it -> it.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        return rule.path("status").asString() + " " + rule.path("evidence").asString();
    }
}
