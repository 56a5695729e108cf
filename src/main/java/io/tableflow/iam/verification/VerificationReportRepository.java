package io.tableflow.iam.verification;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The latest verification of each environment that was ever verified. */
interface VerificationReportRepository extends Repository<VerificationReport, UUID> {

    Optional<VerificationReport> findById(UUID environmentId);
}
