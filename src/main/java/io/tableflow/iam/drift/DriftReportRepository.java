package io.tableflow.iam.drift;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The latest comparison of each environment that was ever compared. */
interface DriftReportRepository extends Repository<DriftReport, UUID> {

    DriftReport save(DriftReport drift);

    Optional<DriftReport> findById(UUID environmentId);

    /** Those of these environments that differ. */
    List<DriftReport> findByEnvironmentIdInAndInSyncFalse(Collection<UUID> environmentIds);
}
