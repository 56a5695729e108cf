package io.tableflow.iam.drift;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The latest sweep of each account that was ever swept. */
public interface AccountSweepReportRepository extends Repository<AccountSweepReport, String> {

    AccountSweepReport save(AccountSweepReport sweep);

    Optional<AccountSweepReport> findById(String accountId);
}
