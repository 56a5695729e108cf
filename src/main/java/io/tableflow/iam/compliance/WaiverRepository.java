package io.tableflow.iam.compliance;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The waivers, also those that are over. */
interface WaiverRepository extends Repository<Waiver, UUID> {

    Waiver saveAndFlush(Waiver waiver);

    /** The one of a rule that was not withdrawn or replaced. */
    @Query("select w from Waiver w where w.environmentId = :environment and w.rule = :rule and w.endedAt is null")
    Optional<Waiver> open(UUID environment, String rule);

    /** Those of these environments that were not withdrawn or replaced. */
    @Query("select w from Waiver w where w.environmentId in :environments and w.endedAt is null order by w.rule")
    List<Waiver> open(Collection<UUID> environments);

    /** All of an environment, the newest first. */
    @Query("select w from Waiver w where w.environmentId = :environment order by w.requestedAt desc, w.id")
    List<Waiver> all(UUID environment, Limit limit);
}
