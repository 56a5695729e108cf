package io.tableflow.iam.environment.revision;

import io.tableflow.iam.policy.PolicyKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All revisions, also of environments that are gone. */
public interface PolicyRevisionRepository extends Repository<PolicyRevision, UUID> {

    boolean existsByEnvironmentName(String name);

    /** Newest first, of all environments that ever had the name: those before another one, and not after a moment. */
    @Query("""
            select r from PolicyRevision r
            where r.environmentName = :name and r.policy = :policy and r.appliedOrder < :before and r.appliedAt <= :until
            order by r.appliedOrder desc
            """)
    List<PolicyRevision> page(String name, PolicyKind policy, long before, Instant until, Limit limit);

    /** The latest of one environment, of all its policies, newest first. */
    @Query("""
            select r from PolicyRevision r where r.environmentId = :environment order by r.appliedOrder desc
            """)
    List<PolicyRevision> latest(UUID environment, Limit limit);
}
