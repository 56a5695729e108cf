package io.tableflow.iam.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All workflows, active and ended. They are never deleted. */
interface WorkflowRepository extends Repository<Workflow, UUID> {

    Workflow saveAndFlush(Workflow workflow);

    @EntityGraph(attributePaths = "steps")
    Optional<Workflow> findById(UUID id);

    /** Does not change the version: a new one would fence off the outcome of the attempt that is in progress. */
    @Modifying
    @Query("update Workflow w set w.woken = true where w.id = :id and w.state = RUNNING")
    void wakeRunning(UUID id);

    @Query("""
            select w from Workflow w join fetch w.steps
            where w.id = (select l.id from Workflow l where l.subjectId = :subjectId and l.kind = :kind
                          order by l.createdAt desc limit 1)
            """)
    Optional<Workflow> findLatest(UUID subjectId, String kind);

    @Query("""
            select s from WorkflowStep s
            where s.workflow.subjectId = :subjectId and s.name in :names and s.attempts > 0
            order by s.startedAt desc
            """)
    List<WorkflowStep> findSteps(UUID subjectId, Collection<String> names, Limit limit);

    List<Workflow> findByIdIn(Collection<UUID> ids);

    Optional<Workflow> findBySubjectIdAndStateIn(UUID subjectId, Collection<WorkflowState> states);

    Optional<Workflow> findFirstBySubjectIdOrderByCreatedAtDesc(UUID subjectId);

    @EntityGraph(attributePaths = "steps")
    List<Workflow> findBySubjectNameOrderByCreatedAtDesc(String subjectName, Limit limit);
}
