package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/** Reads environments. Each answer is one statement, and therefore one snapshot without a transaction. */
@Service
class EnvironmentQueries {

    private final EnvironmentRowRepository rows;
    private final EnvironmentViewMapper mapper;

    EnvironmentQueries(EnvironmentRowRepository rows, EnvironmentViewMapper mapper) {
        this.rows = rows;
        this.mapper = mapper;
    }

    TaggedEnvironment get(String name) {
        return rows.findByName(name).map(mapper::toTagged).orElseThrow(() -> EnvironmentProblems.notFound(name));
    }

    Page<EnvironmentView> page(@Nullable EnvironmentState state, @Nullable String partOfName, Paging paging) {
        String after = paging.after() == null ? "" : paging.after();
        String names = EnvironmentVisibility.ofCaller().regex();
        String part = partOfName == null ? "" : partOfName.toLowerCase(Locale.ROOT);
        Limit limit = Limit.of(paging.fetch());
        List<EnvironmentRow> found = state == null
                ? rows.page(after, names, part, limit)
                : rows.pageInState(state, after, names, part, limit);
        return Page.of(found.stream().map(mapper::toView).toList(), paging, EnvironmentView::name);
    }
}
