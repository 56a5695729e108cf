package io.tableflow.iam.api.policy;

import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.environment.revision.PolicyRevisionRepository;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows which documents stood when, also of environments that are gone. */
@Service
@Transactional(readOnly = true)
class RevisionQueries {

    private static final Limit IT_AND_THE_ONE_BEFORE = Limit.of(2);

    private final PolicyRevisionRepository revisions;
    private final EnvironmentRepository environments;
    private final WorkflowService workflows;
    private final Clock clock;

    RevisionQueries(
            PolicyRevisionRepository revisions,
            EnvironmentRepository environments,
            WorkflowService workflows,
            Clock clock) {
        this.revisions = revisions;
        this.environments = environments;
        this.workflows = workflows;
        this.clock = clock;
    }

    /** All of a name, newest first. */
    Page<RevisionView> page(String name, PolicyKind policy, Paging paging) {
        requireKnown(name);
        List<PolicyRevision> found =
                revisions.page(name, policy, before(paging.after()), clock.instant(), Limit.of(paging.fetch()));
        return Page.of(found, paging, it -> Long.toString(it.appliedOrder()))
                .map(it -> RevisionView.of(it, predecessor(it, found)));
    }

    /** The one that stood at that moment, alone on its page; an empty page where none did. */
    Page<RevisionView> at(String name, PolicyKind policy, Instant moment) {
        requireKnown(name);
        List<PolicyRevision> found =
                revisions.page(name, policy, Long.MAX_VALUE, storable(moment), IT_AND_THE_ONE_BEFORE);
        List<RevisionView> stood = found.stream()
                .limit(1)
                .filter(it -> !wasGone(it, moment))
                .map(it -> RevisionView.of(it, predecessor(it, found)))
                .toList();
        return new Page<>(stood, null);
    }

    private void requireKnown(String name) {
        if (!revisions.existsByEnvironmentName(name)
                && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
    }

    /** What comes after it in the list, if that is of the same life. */
    private static @Nullable PolicyRevision predecessor(PolicyRevision revision, List<PolicyRevision> newestFirst) {
        return newestFirst.stream()
                .filter(it ->
                        it.environmentId().equals(revision.environmentId()) && it.number() == revision.number() - 1)
                .findFirst()
                .orElse(null);
    }

    /** Whether its environment had been torn down by then: what is deleted does not stand, what is let go is not ours. */
    private boolean wasGone(PolicyRevision revision, Instant moment) {
        return workflows
                .latest(revision.environmentId(), EnvironmentWorkflowKind.TEARDOWN.name())
                .filter(it -> it.state() == WorkflowState.SUCCEEDED)
                .map(Workflow::finishedAt)
                .filter(end -> !moment.isBefore(end))
                .isPresent();
    }

    /** The future is not known, and the database does not count back as far as Java. */
    private Instant storable(Instant moment) {
        Instant now = clock.instant();
        return moment.isAfter(now) ? now : moment.isBefore(Instant.EPOCH) ? Instant.EPOCH : moment;
    }

    private static long before(@Nullable String position) {
        if (position == null) {
            return Long.MAX_VALUE;
        }
        if (!position.matches("\\d{1,18}")) {
            throw Paging.brokenCursor();
        }
        return Long.parseLong(position);
    }
}
