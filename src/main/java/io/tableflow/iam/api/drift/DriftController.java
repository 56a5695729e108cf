package io.tableflow.iam.api.drift;

import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.environment.EnvironmentCommands;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The result of the latest comparison with live IAM. */
@RestController
class DriftController implements DriftApi {

    private final EnvironmentCommands requests;
    private final DriftHistory history;

    DriftController(EnvironmentCommands requests, DriftHistory history) {
        this.requests = requests;
        this.history = history;
    }

    @Override
    @GetMapping("/environments/{name}/drift")
    @Transactional(readOnly = true)
    public DriftReportView drift(@PathVariable String name) {
        return history.latest(requests.get(name)).map(DriftReportView::of).orElseGet(DriftReportView::none);
    }
}
