package io.tableflow.iam.workflow;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/**
 * All workflows, active and ended. They are never deleted. It does without Spring Data, as the repository of the environments does: each
 * transaction between two stages loads a workflow.
 */
@Repository
class WorkflowRepository {

    private final EntityManager entities;

    WorkflowRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Stores a new one. */
    void save(Workflow workflow) {
        entities.persist(workflow);
    }

    /** Writes what has changed so far in the running transaction. */
    void flush() {
        entities.flush();
    }

    Optional<Workflow> findById(UUID id) {
        return Optional.ofNullable(entities.find(Workflow.class, id));
    }

    Optional<WorkflowIdentity> findIdentityById(UUID id) {
        return Optional.ofNullable(entities.createQuery(
                        "select kind, subjectId, subjectName from Workflow where id = :id", WorkflowIdentity.class)
                .setParameter("id", id)
                .getSingleResultOrNull());
    }

    Optional<Workflow> findSucceeded(UUID subjectId, String kind) {
        return Optional.ofNullable(entities.createQuery("""
                        from Workflow
                        where subjectId = :subjectId and kind = :kind and state = SUCCEEDED
                        order by finishedAt desc limit 1
                        """, Workflow.class)
                .setParameter("subjectId", subjectId)
                .setParameter("kind", kind)
                .getSingleResultOrNull());
    }

    List<Workflow> findBySubjectIdOrderByCreatedAtDesc(UUID subjectId, int limit) {
        return entities.createQuery("from Workflow where subjectId = :id order by createdAt desc", Workflow.class)
                .setParameter("id", subjectId)
                .setMaxResults(limit)
                .getResultList();
    }

    List<Workflow> findBySubjectNameOrderByCreatedAtDesc(String subjectName, int limit) {
        return entities.createQuery("from Workflow where subjectName = :name order by createdAt desc", Workflow.class)
                .setParameter("name", subjectName)
                .setMaxResults(limit)
                .getResultList();
    }
}
