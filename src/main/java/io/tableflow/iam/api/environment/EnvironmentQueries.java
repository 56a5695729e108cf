package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads environments: each row and its workflow are from one snapshot. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
class EnvironmentQueries {

    private final EnvironmentRepository environments;
    private final EnvironmentViewMapper assembler;

    EnvironmentQueries(EnvironmentRepository environments, EnvironmentViewMapper assembler) {
        this.environments = environments;
        this.assembler = assembler;
    }

    TaggedEnvironment get(String name) {
        return environments
                .findByName(name)
                .map(assembler::toTagged)
                .orElseThrow(() -> EnvironmentProblems.notFound(name));
    }

    Page<EnvironmentView> page(@Nullable EnvironmentState state, Paging paging) {
        String after = paging.after() == null ? "" : paging.after();
        List<Environment> found =
                environments.page(state, after, EnvironmentVisibility.ofCaller().regex(), Limit.of(paging.fetch()));
        return Page.of(assembler.toViews(found), paging, EnvironmentView::name);
    }
}
