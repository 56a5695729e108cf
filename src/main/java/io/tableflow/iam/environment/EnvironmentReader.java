package io.tableflow.iam.environment;

import io.tableflow.iam.web.Page;
import io.tableflow.iam.web.Paging;
import io.tableflow.iam.web.VisibleEnvironments;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Shows environments as they stand at one moment: the row and its workflow are read from one snapshot. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
class EnvironmentReader {

    private final Environments environments;
    private final EnvironmentAssembler assembler;

    EnvironmentReader(Environments environments, EnvironmentAssembler assembler) {
        this.environments = environments;
        this.assembler = assembler;
    }

    EnvironmentResource get(String name) {
        return environments
                .findByName(name)
                .map(assembler::toResource)
                .orElseThrow(() -> EnvironmentProblems.notFound(name));
    }

    Page<EnvironmentResource> page(@Nullable EnvironmentState state, Paging paging) {
        String after = paging.after() == null ? "" : paging.after();
        List<Environment> found =
                environments.page(state, after, VisibleEnvironments.ofCaller().regex(), Limit.of(paging.fetch()));
        return Page.of(assembler.toResources(found), paging, EnvironmentResource::name);
    }
}
