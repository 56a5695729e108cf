package io.tableflow.iam.compliance;

import io.tableflow.iam.environment.Environment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads environments with what was observed of them: always one statement. */
interface ComplianceRowRepository extends Repository<Environment, UUID> {

    String ROWS = """
        select new io.tableflow.iam.compliance.ComplianceRow(e, d, s, v.finishedAt, v.generation, v.bucketChecks)
        from Environment e
        left join DriftReport d on d.environmentId = e.id
        left join AccountSweepReport s on s.accountId = cast(sql('? ->> ''id''', e.observed.account) as string)
        left join VerificationReport v on v.environmentId = e.id
        """;

    @Query(ROWS + "where e.name = :name")
    Optional<ComplianceRow> findByName(String name);

    @Query(ROWS + "where e.name in :names")
    List<ComplianceRow> findByNameIn(Collection<String> names);

    /**
     * In the order of their names, those after {@code after}.
     *
     * @param names a regular expression; names that do not match are left out
     */
    @Query(ROWS + "where e.name > :after and regexp_like(e.name, :names) order by e.name")
    List<ComplianceRow> page(String after, String names, Limit limit);
}
