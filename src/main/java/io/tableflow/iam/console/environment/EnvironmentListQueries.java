package io.tableflow.iam.console.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.confluent.tableflow.TableflowVerdicts;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.status.Condition;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Finds environments, those first that need attention. */
@Repository
@ConditionalOnConsole
class EnvironmentListQueries {

    static final int PAGE = 50;

    /**
     * How urgent an environment is, as its row says; 0 to {@value #URGENT} need somebody. What only a sweep knows, such as that an
     * account cannot be compared any more, is shown, but does not change the order. The index environment_urgency has the same
     * expression, so that a page reads 51 of its rows, however many there are. What Confluent says of one comes on top of that, by
     * {@link #UNHEALTHY}.
     */
    private static final String URGENCY = """
            case when state = 'FAILED' then 0
                 when state in ('ACTIVE', 'AWAITING_INTEGRATION')
                      and conditions @> '[{"type": "InSync", "status": "False"}]' then 1
                 when state = 'ACTIVE' and conditions @> '[{"type": "TrustEstablished", "status": "False"}]' then 1
                 when state in ('ACTIVE', 'AWAITING_INTEGRATION')
                      and conditions @> '[{"type": "InSync", "reason": "NotCompared"}]' then 2
                 when state in ('PROVISIONING', 'UPDATING_TRUST', 'UPDATING', 'DELETING') then 3
                 when state = 'AWAITING_INTEGRATION' then 4
                 else 5 end""";

    /**
     * Environments whose Tableflow cannot work, as Confluent says: those that show {@code TableflowHealthy} as False. They are as
     * urgent as what has drifted. An index has the verdicts that say so, and each of them is read for a page, whichever it shows.
     */
    private static final String UNHEALTHY = """
            select id, name from tableflow_verdict join environment on id = environment_id
            where status = 'False' and checked_at >= cast(:oldest as timestamp with time zone)
                and integration_id = integration ->> 'id' and state = 'ACTIVE'""";

    /** A regular expression for each row would be half of what a count of all rows costs; whoever sees all needs none. */
    private static final String VISIBLE = "(cast(:all as boolean) or name ~ :visible)";

    private static final String SELECTED =
            VISIBLE + " and position(:part in name) > 0 and (cast(:state as text) is null or state = :state)";

    /**
     * A page, from two sources in order: all but the unhealthy ones by their urgency, and the unhealthy ones. NOT IN, unlike NOT
     * EXISTS, is decided row by row as the index has them, so that no plan joins all rows first and sorts them then.
     */
    private static final String LIST = """
            with unhealthy as materialized (%1$s and %2$s)
            select urgency, name from (
                (select urgency, name
                 from (select id, name, state, %3$s as urgency from environment where %2$s) e
                 where (urgency, name) > (:urgency, :after) and urgency <= :most and id not in (select id from unhealthy)
                 order by urgency, name limit %4$d)
                union all
                (select 1, name from unhealthy where (1, name) > (:urgency, :after) order by name limit %4$d)) found
            order by urgency, name limit %4$d
            """.formatted(UNHEALTHY, SELECTED, URGENCY, PAGE + 1);

    private static final int URGENT = 2;

    /** How many need somebody. One that does for two reasons is one. */
    private static final String COUNT = """
            select count(*) from (
                select id, name from environment where %1$s <= %2$d and %3$s
                union
                %4$s and %3$s) urgent
            """.formatted(URGENCY, URGENT, VISIBLE, UNHEALTHY);

    private final JdbcClient jdbc;
    private final EnvironmentRepository environments;
    private final ShownConditions conditions;
    private final ComplianceReports compliance;
    private final TableflowVerdicts verdicts;

    EnvironmentListQueries(
            JdbcClient jdbc,
            EnvironmentRepository environments,
            ShownConditions conditions,
            ComplianceReports compliance,
            TableflowVerdicts verdicts) {
        this.jdbc = jdbc;
        this.environments = environments;
        this.conditions = conditions;
        this.compliance = compliance;
        this.verdicts = verdicts;
    }

    /**
     * A part of the list.
     *
     * @param next where the next page begins; null: this is the last
     */
    record ListPage(List<EnvironmentLine> lines, @Nullable String next) {}

    /**
     * How many environments there are.
     *
     * @param byState by the names of the states; those without any are missing
     */
    record Counts(long all, long urgent, Map<String, Long> byState) {}

    private record Place(int urgency, String name) {}

    @Transactional(readOnly = true)
    public ListPage page(ListFilter filter) {
        EnvironmentVisibility visibility = EnvironmentVisibility.ofCaller();
        Place after = filter.after() == null ? new Place(-1, "") : place(filter.after());
        List<Place> found = jdbc.sql(LIST)
                .param("all", visibility.isUnlimited())
                .param("visible", visibility.regex())
                .param("part", filter.q().toLowerCase(Locale.ROOT))
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("urgency", after.urgency())
                .param("after", after.name())
                .param("most", filter.urgentOnly() ? URGENT : Integer.MAX_VALUE)
                .param("oldest", oldestVerdict())
                .query((row, number) -> new Place(row.getInt("urgency"), row.getString("name")))
                .list();
        List<Place> shown = found.stream().limit(PAGE).toList();
        return new ListPage(
                lines(shown),
                found.size() > PAGE
                        ? shown.getLast().urgency() + "-" + shown.getLast().name()
                        : null);
    }

    /** Of all that the caller sees. Beside indexes, only the rows of what is urgent are read. */
    @Transactional(readOnly = true)
    public Counts counts() {
        EnvironmentVisibility visibility = EnvironmentVisibility.ofCaller();
        Map<String, Long> byState = jdbc
                .sql("select state, count(*) as rows from environment where " + VISIBLE + " group by state")
                .param("all", visibility.isUnlimited())
                .param("visible", visibility.regex())
                .query((row, number) -> Map.entry(row.getString("state"), row.getLong("rows")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        long urgent = jdbc.sql(COUNT)
                .param("oldest", oldestVerdict())
                .param("all", visibility.isUnlimited())
                .param("visible", visibility.regex())
                .query(Long.class)
                .single();
        return new Counts(byState.values().stream().mapToLong(Long::longValue).sum(), urgent, byState);
    }

    /** Null where Confluent is not asked: then no verdict counts. */
    private @Nullable OffsetDateTime oldestVerdict() {
        return verdicts.isAsked() ? verdicts.oldest().atOffset(ZoneOffset.UTC) : null;
    }

    private List<EnvironmentLine> lines(List<Place> places) {
        List<String> names = places.stream().map(Place::name).toList();
        Map<String, Environment> rows = environments.findByNameIn(names).stream()
                .collect(Collectors.toMap(Environment::name, Function.identity()));
        Map<String, List<Condition>> shown = conditions.of(rows.values());
        Map<String, ComplianceReport> judged = compliance.of(names);
        return rows.values().stream()
                .filter(it -> judged.containsKey(it.name()))
                .sorted(Comparator.comparingInt(it -> names.indexOf(it.name())))
                .map(it -> EnvironmentLine.of(
                        it,
                        Objects.requireNonNull(shown.get(it.name())),
                        Objects.requireNonNull(judged.get(it.name()))))
                .toList();
    }

    /** A place that nobody was given is the beginning. */
    private static Place place(String text) {
        return text.matches("\\d-[a-z0-9-]{1,39}")
                ? new Place(text.charAt(0) - '0', text.substring(2))
                : new Place(-1, "");
    }
}
