package io.tableflow.iam.environment;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The latest comparison of each environment that was ever compared. */
interface Drifts extends Repository<Drift, UUID> {

    Drift save(Drift drift);

    Optional<Drift> findById(UUID environmentId);
}
