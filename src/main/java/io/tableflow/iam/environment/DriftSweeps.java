package io.tableflow.iam.environment;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The latest sweep of each account that was ever swept. */
interface DriftSweeps extends Repository<DriftSweep, String> {

    DriftSweep save(DriftSweep sweep);

    Optional<DriftSweep> findById(String accountId);

    List<DriftSweep> findAllById(Iterable<String> accountIds);
}
