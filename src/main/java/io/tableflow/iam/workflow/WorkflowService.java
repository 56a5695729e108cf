package io.tableflow.iam.workflow;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, wakes and finds workflows. Changes need the caller's transaction, in which the caller also stores the reason,
 * and the subject's {@linkplain WorkflowDefinition#lock lock}: the rows, the scheduled task and the reason are committed together
 * or not at all.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class WorkflowService {

    private final WorkflowRepository workflows;
    private final WorkflowDefinitionRegistry definitions;
    private final WorkflowScheduler schedule;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkflowService(
            WorkflowRepository workflows,
            WorkflowDefinitionRegistry definitions,
            WorkflowScheduler schedule,
            ApplicationEventPublisher events,
            Clock clock) {
        this.workflows = workflows;
        this.definitions = definitions;
        this.schedule = schedule;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts a workflow.
     *
     * @param kind the kind of a {@link WorkflowDefinition}
     * @throws org.springframework.dao.DataIntegrityViolationException at the latest when the transaction commits, if
     *     the subject has an active one
     */
    public Workflow start(WorkflowSubject subject, String kind) {
        Workflow workflow = new Workflow(subject, definitions.of(kind), clock.instant());
        if (workflow.traceparent() != null) {
            workflow.link(traceBefore(subject, workflow.traceparent()));
        }
        workflows.save(workflow);
        schedule.scheduleFirst(workflow.id());
        events.publishEvent(new WorkflowEvent.WorkflowBegun(WorkflowEvent.Source.of(workflow)));
        return workflow;
    }

    /** So that who looks at a callback finds the request that it is the answer to. */
    private @Nullable String traceBefore(WorkflowSubject subject, String traceparent) {
        return workflows.findBySubjectIdOrderByCreatedAtDesc(subject.id(), 1).stream()
                .map(Workflow::traceparent)
                .filter(before -> before != null && !traceIdOf(before).equals(traceIdOf(traceparent)))
                .findFirst()
                .orElse(null);
    }

    private static String traceIdOf(String traceparent) {
        return traceparent.split("-", -1)[1];
    }

    /** The same, in the transaction in which the subject's workflow before has ended: only one may be active. */
    public Workflow startSuccessor(WorkflowSubject subject, String kind) {
        workflows.flush();
        return start(subject, kind);
    }

    /**
     * Has a workflow check the desired state at once, or after the attempt that is in progress, because it has changed.
     */
    public void wake(Workflow workflow) {
        workflow.wake(clock.instant());
        schedule.wake(workflow.id());
    }

    /**
     * Resumes a workflow at the step that failed.
     *
     * @throws IllegalStateException if it is not FAILED
     */
    public Workflow resume(UUID id) {
        Workflow workflow = find(id).orElseThrow(() -> new IllegalStateException("There is no workflow " + id));
        workflow.resume(clock.instant());
        schedule.schedule(workflow.id());
        events.publishEvent(new WorkflowEvent.WorkflowResumed(WorkflowEvent.Source.of(workflow)));
        return workflow;
    }

    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Workflow> find(UUID id) {
        return workflows.findById(id);
    }

    /** The workflow of a kind that a subject ended with, or the latest of them that succeeded. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Workflow> succeeded(UUID subjectId, String kind) {
        return workflows.findSucceeded(subjectId, kind);
    }

    /** A subject's latest workflows, newest first. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Workflow> ofSubject(UUID subjectId, int limit) {
        return workflows.findBySubjectIdOrderByCreatedAtDesc(subjectId, limit);
    }

    /** Newest first, of all subjects that ever had the name. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Workflow> ofSubject(String subjectName, int limit) {
        return workflows.findBySubjectNameOrderByCreatedAtDesc(subjectName, limit);
    }
}
