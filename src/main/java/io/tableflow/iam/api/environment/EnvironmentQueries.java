package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads environments. Each answer is one statement, and therefore one snapshot without a transaction. */
@Service
class EnvironmentQueries {

    private final EnvironmentRows rows;
    private final EnvironmentViewMapper mapper;

    EnvironmentQueries(EnvironmentRows rows, EnvironmentViewMapper mapper) {
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
        List<EnvironmentRow> found = state == null
                ? rows.page(after, names, part, paging.fetch())
                : rows.pageInState(state, after, names, part, paging.fetch());
        return Page.of(found.stream().map(mapper::toView).toList(), paging, EnvironmentView::name);
    }
}
