package io.tableflow.iam.accessreview;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is stored of the use of roles. It asks AWS for nothing. */
@Repository
public class StoredUses {

    private final JdbcClient jdbc;

    StoredUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is stored of one environment. */
    @Transactional(readOnly = true)
    public StoredUse of(UUID environment) {
        return of(List.of(environment)).getOrDefault(environment, StoredUse.NOTHING);
    }

    /** By environment, what is stored: one statement. */
    @Transactional(readOnly = true)
    public Map<UUID, StoredUse> of(Collection<UUID> environments) {
        return jdbc
                .sql("""
                select e.id as environment, report.collected_at, review.*,
                    (select max(used_at) from access_use where environment_id = e.id) as last_reported,
                    (select max(last_seen) from access_caller where environment_id = e.id) as last_called
                from environment e
                left join access_report report on report.environment_id = e.id
                left join lateral (
                    select id, reviewer, note, reviewed_at, next_due from access_review
                    where environment_id = e.id order by reviewed_at desc, id limit 1) review on true
                where e.id in (:environments)
                """)
                .param("environments", environments)
                .query((row, nth) -> Map.entry(
                        row.getObject("environment", UUID.class),
                        new StoredUse(
                                UseStore.instant(row, "collected_at"),
                                UseStore.instant(row, "last_reported"),
                                UseStore.instant(row, "last_called"),
                                row.getObject("reviewed_at") == null ? null : AccessReviews.review(row, nth))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
