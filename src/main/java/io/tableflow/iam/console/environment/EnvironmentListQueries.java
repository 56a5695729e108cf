package io.tableflow.iam.console.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.status.Condition;
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
     * expression, so that a page reads 51 rows, however many there are.
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

    static final int URGENT = 2;

    private final JdbcClient jdbc;
    private final EnvironmentRepository environments;
    private final ShownConditions conditions;
    private final ComplianceReports compliance;

    EnvironmentListQueries(
            JdbcClient jdbc,
            EnvironmentRepository environments,
            ShownConditions conditions,
            ComplianceReports compliance) {
        this.jdbc = jdbc;
        this.environments = environments;
        this.conditions = conditions;
        this.compliance = compliance;
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
        Place after = filter.after() == null ? new Place(-1, "") : place(filter.after());
        List<Place> found = jdbc.sql("select urgency, name from (select name, " + URGENCY + """
                         as urgency from environment
                        where name ~ :visible and position(:part in name) > 0
                            and (cast(:state as text) is null or state = :state)) e
                        where (urgency, name) > (:urgency, :after) and urgency <= :most
                        order by urgency, name limit :limit
                        """)
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .param("part", filter.q().toLowerCase(Locale.ROOT))
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("urgency", after.urgency())
                .param("after", after.name())
                .param("most", filter.urgentOnly() ? URGENT : Integer.MAX_VALUE)
                .param("limit", PAGE + 1)
                .query((row, number) -> new Place(row.getInt("urgency"), row.getString("name")))
                .list();
        List<Place> shown = found.stream().limit(PAGE).toList();
        return new ListPage(
                lines(shown),
                found.size() > PAGE
                        ? shown.getLast().urgency() + "-" + shown.getLast().name()
                        : null);
    }

    /** Of all that the caller sees, by indexes alone. */
    @Transactional(readOnly = true)
    public Counts counts() {
        String visible = EnvironmentVisibility.ofCaller().regex();
        Map<String, Long> byState = jdbc
                .sql("select state, count(*) as rows from environment where name ~ :visible group by state")
                .param("visible", visible)
                .query((row, number) -> Map.entry(row.getString("state"), row.getLong("rows")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        long urgent = jdbc.sql(
                        "select count(*) from environment where " + URGENCY + " <= " + URGENT + " and name ~ :visible")
                .param("visible", visible)
                .query(Long.class)
                .single();
        return new Counts(byState.values().stream().mapToLong(Long::longValue).sum(), urgent, byState);
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
