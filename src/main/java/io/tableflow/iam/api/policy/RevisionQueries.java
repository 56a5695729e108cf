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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the documents that were in force at any time, also for environments that are gone. */
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

    /** All revisions for environments with that name, newest first. */
    Page<RevisionView> page(String name, PolicyKind policy, Paging paging) {
        requireKnown(name);
        List<PolicyRevision> found =
                revisions.page(name, policy, before(paging.after()), clock.instant(), Limit.of(paging.fetch()));
        return Page.of(found, paging, it -> Long.toString(it.appliedOrder()))
                .map(it -> RevisionView.of(it, predecessor(it, found)));
    }

    /** A page with the one that was in force at that moment; an empty page if none was. */
    Page<RevisionView> at(String name, PolicyKind policy, Instant moment) {
        requireKnown(name);
        List<PolicyRevision> found =
                revisions.page(name, policy, Long.MAX_VALUE, storable(moment), IT_AND_THE_ONE_BEFORE);
        List<RevisionView> inForce = found.stream()
                .limit(1)
                .filter(it -> !wasGone(it, moment))
                .map(it -> RevisionView.of(it, predecessor(it, found)))
                .toList();
        return new Page<>(inForce, null);
    }

    private void requireKnown(String name) {
        if (!revisions.existsByEnvironmentName(name)
                && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
    }

    /** The revision before it, if it is of the same environment. */
    private static @Nullable PolicyRevision predecessor(PolicyRevision revision, List<PolicyRevision> newestFirst) {
        return newestFirst.stream()
                .filter(it ->
                        it.environmentId().equals(revision.environmentId()) && it.number() == revision.number() - 1)
                .findFirst()
                .orElse(null);
    }

    /** Whether its environment was gone by then, with its resources deleted or retained: a teardown that succeeds is its end. */
    private boolean wasGone(PolicyRevision revision, Instant moment) {
        return workflows
                .succeeded(revision.environmentId(), EnvironmentWorkflowKind.TEARDOWN.name())
                .map(Workflow::finishedAt)
                .filter(end -> !moment.isBefore(end))
                .isPresent();
    }

    /** The moment, limited to the past and to the range of times that the database has. */
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
