package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads environments with their latest workflow and the latest sweep of their account: always one statement, one snapshot. */
interface EnvironmentRowRepository extends Repository<Environment, UUID> {

    String ROWS = """
        select new io.tableflow.iam.api.environment.EnvironmentRow(e, w.id, w.kind, w.state, s, v)
        from Environment e
        left join Workflow w on w.id = e.workflowId
        left join AccountSweepReport s on s.accountId = cast(sql('? ->> ''id''', e.observed.account) as string)
        left join TableflowVerdict v on v.environmentId = e.id
        """;

    /** A page's conditions and order: see {@link #page}. */
    String PAGE = """
         e.name > :after and regexp_like(e.name, :names) and position(:part in e.name) > 0
        order by e.name
        """;

    @Query(ROWS + "where e.name = :name")
    Optional<EnvironmentRow> findByName(String name);

    /**
     * In the order of their names, those after {@code after}: pages that do not shift when rows come and go.
     *
     * @param names a regular expression; names that do not match are left out
     * @param part a part of the name; the empty text is part of each
     */
    @Query(ROWS + "where" + PAGE)
    List<EnvironmentRow> page(String after, String names, String part, Limit limit);

    /** The same of those in one state. */
    @Query(ROWS + "where e.state = :state and" + PAGE)
    List<EnvironmentRow> pageInState(EnvironmentState state, String after, String names, String part, Limit limit);
}
