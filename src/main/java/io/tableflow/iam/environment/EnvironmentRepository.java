package io.tableflow.iam.environment;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The environments. One that is gone has no row. */
public interface EnvironmentRepository extends Repository<Environment, UUID> {

    Environment saveAndFlush(Environment environment);

    Optional<Environment> findById(UUID id);

    Optional<Environment> findByName(String name);

    /**
     * The environment with that name, which stays locked until the running transaction ends. Requests that change the
     * desired state and the runner that acts on it take this lock before they decide, so each sees what the other has
     * stored.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Environment e where e.name = :name")
    Optional<Environment> lockByName(String name);

    /** The ids of the accounts that have environments. */
    @NativeQuery("select distinct account ->> 'id' from environment where account is not null")
    List<String> accountIds();

    /** The names of the environments whose spec has that bucket. */
    @NativeQuery("select name from environment where spec ->> 'bucket' = :bucket")
    List<String> namesByBucket(String bucket);

    /** Of these ids those of environments. */
    @Query("select e.id from Environment e where e.id in :ids")
    List<UUID> existing(Collection<UUID> ids);

    /** Those with these names, in any account. */
    List<Environment> findByNameIn(Collection<String> names);

    /** The environments of an account, in the order of their names, those after {@code after}. */
    @NativeQuery("""
        select * from environment
        where account ->> 'id' = :accountId and name > :after
        order by name
        limit :limit
        """)
    List<Environment> pageOfAccount(String accountId, String after, int limit);

    /**
     * Whether a role of ours exists in that account, so that it cannot be Confluent's. An account that was only asked for
     * does not count: one request that names Confluent's account would shut out every callback. The order makes PostgreSQL
     * use the index: it would otherwise expect to find one at once wherever it looks, which it does not in an account
     * without any.
     */
    @NativeQuery("""
        select count(*) > 0
        from (select 1 from environment where account ->> 'id' = :accountId order by account ->> 'id', name limit 1) found
        """)
    boolean existsInAccount(String accountId);

    /** The Confluent environments that specs ask for an integration in, or that integrations are known to be in. */
    @NativeQuery("""
        select distinct coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId')
        from environment
        where coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId') is not null
        """)
    List<String> confluentEnvironments();

    /** The environments of a Confluent environment, in the order of their names, those after {@code after}. */
    @NativeQuery("""
        select * from environment
        where coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId')
                  = :confluentEnvironment
              and name > :after
        order by name
        limit :limit
        """)
    List<Environment> pageOfConfluentEnvironment(String confluentEnvironment, String after, int limit);

    void delete(Environment environment);
}
