package io.tableflow.iam.environment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All environments that are not gone. */
public interface Environments extends Repository<Environment, UUID> {

    Environment saveAndFlush(Environment environment);

    Optional<Environment> findById(UUID id);

    Optional<Environment> findByName(String name);

    /** In the order of their names, those after {@code after}: pages that do not shift when rows come and go. */
    @Query("""
            select e from Environment e
            where (:state is null or e.state = :state) and e.name > :after
            order by e.name
            """)
    List<Environment> page(@Nullable EnvironmentState state, String after, Limit limit);

    void delete(Environment environment);
}
