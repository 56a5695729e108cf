package io.tableflow.iam.confluent.tableflow;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The latest verdict on each environment that Confluent was asked about. */
public interface TableflowVerdictRepository extends Repository<TableflowVerdict, UUID> {

    TableflowVerdict save(TableflowVerdict verdict);

    /** The number of the next change of a verdict. */
    @NativeQuery("select nextval('tableflow_verdict_change')")
    long nextChange();

    Optional<TableflowVerdict> findById(UUID environmentId);

    List<TableflowVerdict> findByEnvironmentIdIn(Collection<UUID> environmentIds);

    /** Confluent has said the same of these again. */
    @Modifying
    @Transactional
    @Query("update TableflowVerdict v set v.checkedAt = :now where v.environmentId in :environmentIds")
    void answeredAgain(Collection<UUID> environmentIds, Instant now);

    /** These have no integration any more. */
    @Modifying
    @Transactional
    @Query("delete from TableflowVerdict v where v.environmentId in :environmentIds")
    void forget(Collection<UUID> environmentIds);
}
