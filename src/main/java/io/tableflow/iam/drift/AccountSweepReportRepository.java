package io.tableflow.iam.drift;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The latest sweep of each account that was ever swept. */
public interface AccountSweepReportRepository extends Repository<AccountSweepReport, String> {

    AccountSweepReport save(AccountSweepReport sweep);

    Optional<AccountSweepReport> findById(String accountId);

    /** Has an account swept until then, even if it has no environments. */
    @Modifying
    @NativeQuery("""
        insert into drift_sweep (account_id, environments, drifted, watched_until) values (:accountId, 0, 0, :until)
        on conflict (account_id) do update set watched_until = excluded.watched_until
        """)
    void watch(String accountId, Instant until);

    /** The accounts that are swept at that moment even if they have no environments. */
    @NativeQuery("select account_id from drift_sweep where watched_until > :now")
    List<String> watchedAccountIds(Instant now);
}
