package io.tableflow.iam.workflow;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All workflows, active and ended. They are never deleted. */
@Transactional(propagation = Propagation.SUPPORTS)
interface WorkflowRepository extends Repository<Workflow, UUID> {

    Workflow save(Workflow workflow);

    void flush();

    Optional<Workflow> findById(UUID id);

    Optional<WorkflowIdentity> findIdentityById(UUID id);

    @Query("""
        select w from Workflow w
        where w.subjectId = :subjectId and w.kind = :kind and w.state = io.tableflow.iam.workflow.WorkflowState.SUCCEEDED
        order by w.finishedAt desc limit 1
        """)
    Optional<Workflow> findSucceeded(UUID subjectId, String kind);

    List<Workflow> findBySubjectIdOrderByCreatedAtDesc(UUID subjectId, Limit limit);

    List<Workflow> findBySubjectNameOrderByCreatedAtDesc(String subjectName, Limit limit);
}
