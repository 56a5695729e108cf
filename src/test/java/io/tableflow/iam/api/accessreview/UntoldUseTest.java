package io.tableflow.iam.api.accessreview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.accessreview.UseCollection;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * An IAM that does not tell of the use of roles, as it is without the permission, and as emulators are: that part is unknown, with
 * the reason, the rest answers, and nothing is taken for unused.
 */
class UntoldUseTest extends UseCollectionTest {

    private static final String GENERATE = "GenerateServiceLastAccessedDetails";
    private static final String GET = "GetServiceLastAccessedDetails";

    /** How IAM answers instead, and the permission that it is said to be for. */
    enum Silence {
        DENIED(GENERATE, 403, "AccessDenied", "iam:" + GENERATE),
        REPORT_NOT_SHOWN(GET, 403, "AccessDenied", "iam:" + GET),
        NO_SUCH_OPERATION(GENERATE, 400, "InvalidAction", null),
        NOT_IMPLEMENTED(GENERATE, 501, "InternalFailure", null),
        /** As moto_server answers what it does not have. */
        NO_USABLE_ANSWER(GENERATE, 500, "", null),
        /** The reports that are made name no service. */
        EMPTY_REPORT("", 0, "", null);

        private final String operation;
        private final int status;
        private final String code;
        private final @Nullable String permission;

        Silence(String operation, int status, String code, @Nullable String permission) {
            this.operation = operation;
            this.status = status;
            this.code = code;
            this.permission = permission;
        }

        void begin() {
            aws.tellsUse(false);
            if (!operation.isEmpty()) {
                aws.faults().on(operation).always(Fault.error(status, code, "It is not told."));
            }
        }

        String environment(String prefix) {
            return prefix + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @AfterEach
    void itTellsAgain() {
        aws.tellsUse(true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIamDoesNotTellIsUnknownAndTheRestAnswers(Silence silence) {
        String idle = silence.environment("idle-");
        String called = silence.environment("called-");
        active(idle);
        active(called);
        openedLongAgo(idle);
        silence.begin();
        assume(called, "cspi-42o61");

        collect(idle, called);

        JsonNode access = access(idle);
        assertThat(access.at("/lastUsed/at").isNull()).isTrue();
        assertThat(access.at("/lastUsed/unknownBecause").asString())
                .isEqualTo("IAM does not tell when a role was used.");
        assertThat(access.at("/report/collectedAt").isNull()).isTrue();
        assertThat(access.at("/report/unknownBecause").asString()).isNotBlank();
        assertThat(access.at("/report/permission").asString(null)).isEqualTo(silence.permission);
        assertThat(access.at("/report/services")).isEmpty();
        assertThat(access.at("/report/actions")
                        .valueStream()
                        .map(it -> it.at("/status").asString()))
                .isNotEmpty()
                .containsOnly("UNKNOWN");
        assertThat(access(called).at("/assumeRole/callers/0/account").asString())
                .as("CloudTrail still tells")
                .isEqualTo(CONFLUENT);
        assertThat(engineer.post("/environments/" + idle + "/reviews", "{\"note\": \"still needed\"}")
                        .status())
                .isEqualTo(201);
        assertThat(rule(idle)).startsWith("NOT_APPLICABLE It is not known: IAM has not reported");
        assertThat(rule(called)).doesNotStartWith("FAILED");
        assertNothingIsCalledUnused(idle);
    }

    @Test
    void whereTheRoleItselfMayNotBeReadThePermissionIsNamed() {
        active("hidden");
        aws.faults().on("GetRole", "hidden-confluent-role").always(Fault.ACCESS_DENIED);

        collect("hidden");

        JsonNode access = access("hidden");
        assertThat(access.at("/lastUsed/permission").asString()).isEqualTo("iam:GetRole");
        assertThat(access.at("/lastUsed/unknownBecause").asString()).contains("AccessDenied");
        assertThat(access.at("/report/collectedAt").isNull()).as("the rest").isFalse();
    }

    @Test
    void whereCloudTrailIsNotReadableAnywhereItIsNotSaidThatNobodyCalled() {
        active("untrailed");
        openedLongAgo("untrailed");
        aws.faults().on("LookupEvents").always(Fault.error(500, "", "Internal Server Error"));
        aws.faults().on(GENERATE).always(Fault.error(500, "", "Internal Server Error"));

        collect("untrailed");

        JsonNode access = access("untrailed");
        assertThat(access.at("/assumeRole/unknownBecause").asString()).contains("LookupEvents");
        assertThat(access.at("/assumeRole/callers")).isEmpty();
        assertThat(rule("untrailed")).startsWith("NOT_APPLICABLE");
        assertThat(page("untrailed").text("section:has(#calls-head)"))
                .contains("LookupEvents")
                .doesNotContain("Nobody");
    }

    /** An empty RoleLastUsed may be hours behind, and is all that some emulators ever show. */
    @Test
    void thatIamShowsNoUseIsSaidOfIamAndNotOfTheRole() {
        active("unseen");

        assertThat(access("unseen").at("/lastUsed/unknownBecause").isNull()).isTrue();
        assertThat(page("unseen").text("[role=status]")).isEqualTo("IAM shows no use of the role");
    }

    @Test
    void whatWasReportedBeforeStaysAndIsNotTakenForNews() {
        active("silenced");
        openedLongAgo("silenced");
        assume("silenced", "cspi-42o61");
        collect("silenced");
        String collected = access("silenced").at("/report/collectedAt").asString();
        assertThat(rule("silenced")).startsWith("PASSED It was last used at");

        aws.tellsUse(false);
        collect("silenced");

        JsonNode access = access("silenced");
        assertThat(access.at("/report/collectedAt").asString()).isEqualTo(collected);
        assertThat(access.at("/report/unknownBecause").asString()).contains("names no service");
        assertThat(rule("silenced")).startsWith("PASSED It was last used at");
    }

    private static void assertNothingIsCalledUnused(String name) {
        Page page = page(name);
        assertThat(page.text("[role=status]")).isEqualTo("It is not known whether the role is used");
        assertThat(page.text("main")).doesNotContain("not used", "not seen", "unused");
        assertThat(engineer.get("/environments/" + name + "/documentation").text())
                .contains("not known: IAM has not reported")
                .doesNotContain("not seen", "unused");
        assertThat(engineer.get("/environments/" + name + "/access").text()).doesNotContain("NOT_SEEN", "unused");
    }

    private static Page page(String name) {
        return new ConsoleClient(node.uri())
                .signIn("local-operator")
                .get("/console/environments/" + name + "/access-review");
    }

    /** Longer ago than a role may be unused. */
    private static void openedLongAgo(String name) {
        database.client()
                .sql("update environment set trusted_since = ? where name = ?")
                .param(clock().instant().minus(Duration.ofDays(100)).atOffset(ZoneOffset.UTC))
                .param(name)
                .update();
    }

    /** Of these environments, in this order: what others left is not due. CloudTrail is read until a quarter of an hour ago. */
    private static void collect(String... names) {
        clock().pass(Duration.ofMinutes(20));
        database.client()
                .sql("""
                insert into access_report (environment_id, asked_at) select id, :now from environment
                on conflict (environment_id) do update set asked_at = excluded.asked_at
                """)
                .param("now", clock().instant().atOffset(ZoneOffset.UTC))
                .update();
        for (int nth = 0; nth < names.length; nth++) {
            database.client().sql("""
                    update access_report set asked_at = asked_at - make_interval(days => ?)
                    where environment_id = (select id from environment where name = ?)
                    """).param(30 - nth).param(names[nth]).update();
        }
        node.bean(UseCollection.class).run(() -> false);
    }

    /** What the rule on unused roles says. */
    private static String rule(String name) {
        return engineer.get("/environments/" + name + "/compliance")
                .json()
                .path("rules")
                .valueStream()
                .filter(it -> it.path("id").asString().equals("TFI-ROLE-107"))
                .map(it ->
                        it.path("status").asString() + " " + it.path("evidence").asString())
                .findFirst()
                .orElseThrow();
    }
}
