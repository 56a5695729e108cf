package io.tableflow.iam.api.policy;

import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.policy.PolicyKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every document that was ever applied. IAM keeps only five versions of a policy, and none of a trust. */
@RestController
class RevisionController implements RevisionApi {

    private final RevisionQueries reader;

    RevisionController(RevisionQueries reader) {
        this.reader = reader;
    }

    @Override
    @GetMapping("/environments/{name}/policies/{policy}/revisions")
    public Page<RevisionView> revisions(
            @PathVariable String name,
            @PathVariable String policy,
            @RequestParam(required = false) @Nullable Instant at,
            Paging paging) {
        PolicyKind kind = PolicyKind.ofPath(policy).orElseThrow(EnvironmentProblems::noPolicy);
        return at == null ? reader.page(name, kind, paging) : reader.at(name, kind, at);
    }
}
