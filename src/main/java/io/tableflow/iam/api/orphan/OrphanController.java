package io.tableflow.iam.api.orphan;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What belongs to no environment. */
@RestController
class OrphanController implements OrphanApi {

    private final OrphanQueries reader;

    OrphanController(OrphanQueries reader) {
        this.reader = reader;
    }

    @Override
    @GetMapping("/orphans")
    public Page<OrphanView> list(Paging paging) {
        return reader.page(EnvironmentVisibility.ofCaller(), paging);
    }
}
