package io.tableflow.iam.workflow;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, wakes and finds workflows. Changes need the caller's transaction, in which the caller also stores the reason,
 * and the subject's {@linkplain SubjectLock lock}: the rows, the scheduled task and the reason are committed together
 * or not at all.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class WorkflowService {

    private static final Set<WorkflowState> ACTIVE = EnumSet.of(WorkflowState.RUNNING, WorkflowState.WAITING);

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
     * @throws org.springframework.dao.DataIntegrityViolationException if the subject has an active one
     */
    public Workflow start(WorkflowSubject subject, String kind) {
        Workflow workflow = workflows.saveAndFlush(new Workflow(subject, definitions.of(kind), clock.instant()));
        schedule.schedule(workflow.id());
        events.publishEvent(new WorkflowEvent.WorkflowBegun(WorkflowEvent.Source.of(workflow)));
        return workflow;
    }

    /** The workflow that is running or waiting for the subject. */
    public Optional<Workflow> active(UUID subjectId) {
        return workflows.findBySubjectIdAndStateIn(subjectId, ACTIVE);
    }

    /**
     * Has a workflow check the desired state at once, or after the attempt that is in progress, because it has changed.
     */
    public void wake(Workflow workflow) {
        workflow.wake(clock.instant());
        workflows.saveAndFlush(workflow);
        workflows.wakeRunning(workflow.id());
        schedule.wake(workflow.id());
    }

    /**
     * Resumes the subject's latest workflow at the step that failed.
     *
     * @throws IllegalStateException if it is not FAILED
     */
    public Workflow resume(UUID subjectId) {
        Workflow workflow = workflows
                .findFirstBySubjectIdOrderByCreatedAtDesc(subjectId)
                .orElseThrow(() -> new IllegalStateException("Subject " + subjectId + " has no workflow"));
        workflow.resume(clock.instant());
        workflows.saveAndFlush(workflow);
        schedule.schedule(workflow.id());
        events.publishEvent(new WorkflowEvent.WorkflowResumed(WorkflowEvent.Source.of(workflow)));
        return workflow;
    }

    @Transactional(readOnly = true)
    public Optional<Workflow> find(UUID id) {
        return workflows.findById(id);
    }

    /** A subject's latest workflow of a kind, with its steps. */
    @Transactional(readOnly = true)
    public Optional<Workflow> latest(UUID subjectId, String kind) {
        return workflows.findLatest(subjectId, kind);
    }

    /** A subject's steps with these names of which an attempt was begun, from all its workflows, newest first. */
    @Transactional(readOnly = true)
    public List<WorkflowStep> steps(UUID subjectId, Collection<String> names, int limit) {
        return workflows.findSteps(subjectId, names, Limit.of(limit));
    }

    /** The workflows, without their steps. */
    @Transactional(readOnly = true)
    public List<Workflow> findAll(Collection<UUID> ids) {
        return workflows.findByIdIn(ids);
    }

    /** Newest first, of all subjects that ever had the name. */
    @Transactional(readOnly = true)
    public List<Workflow> ofSubject(String subjectName, int limit) {
        return workflows.findBySubjectNameOrderByCreatedAtDesc(subjectName, Limit.of(limit));
    }
}
