package io.tableflow.iam.environment;

import io.tableflow.iam.policy.PolicyKind;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** All revisions, also of environments that are gone. */
interface PolicyRevisions extends Repository<PolicyRevision, UUID> {

    PolicyRevision save(PolicyRevision revision);

    Optional<PolicyRevision> findFirstByEnvironmentIdAndPolicyOrderByNumberDesc(UUID environmentId, PolicyKind policy);
}
