package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.EnvironmentState;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.springframework.stereotype.Repository;

/**
 * Reads environments with their latest workflow and the latest sweep of their account: always one statement, one snapshot. What is read
 * is only shown, so that it needs no persistence context; nor does it go through a repository of Spring Data, since that was a
 * fifth of what an answer costs.
 */
@Repository
class EnvironmentRows {

    private static final String ROWS = """
        select new io.tableflow.iam.api.environment.EnvironmentRow(e, w.id, w.kind, w.state, s, v)
        from Environment e
        left join Workflow w on w.id = e.workflowId
        left join AccountSweepReport s on s.accountId = cast(sql('? ->> ''id''', e.observed.account) as string)
        left join TableflowVerdict v on v.environmentId = e.id
        """;

    private static final String ONE = ROWS + "where e.name = :name";

    /** A page's conditions and order: see {@link #page}. */
    private static final String PAGE = """
         e.name > :after and regexp_like(e.name, :names) and position(:part in e.name) > 0
        order by e.name
        """;

    private static final String ANY = ROWS + "where" + PAGE;
    private static final String IN_STATE = ROWS + "where e.state = :state and" + PAGE;

    private final SessionFactory sessions;

    EnvironmentRows(EntityManagerFactory factory) {
        this.sessions = factory.unwrap(SessionFactory.class);
    }

    Optional<EnvironmentRow> findByName(String name) {
        return read(ONE, query -> query.setParameter("name", name).uniqueResultOptional());
    }

    /**
     * In the order of their names, those after {@code after}: pages that do not shift when rows come and go.
     *
     * @param names a regular expression; names that do not match are left out
     * @param part a part of the name; the empty text is part of each
     * @param most how many
     */
    List<EnvironmentRow> page(String after, String names, String part, int most) {
        return read(ANY, query -> page(query, after, names, part, most));
    }

    /** The same of those in one state. */
    List<EnvironmentRow> pageInState(EnvironmentState state, String after, String names, String part, int most) {
        return read(IN_STATE, query -> page(query.setParameter("state", state), after, names, part, most));
    }

    private static List<EnvironmentRow> page(
            SelectionQuery<EnvironmentRow> query, String after, String names, String part, int most) {
        return query.setParameter("after", after)
                .setParameter("names", names)
                .setParameter("part", part)
                .setMaxResults(most)
                .list();
    }

    private <T> T read(String statement, Function<SelectionQuery<EnvironmentRow>, T> by) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            // Of what is not written, no copy is needed to compare it with.
            return by.apply(session.createSelectionQuery(statement, EnvironmentRow.class)
                    .setReadOnly(true));
        }
    }
}
