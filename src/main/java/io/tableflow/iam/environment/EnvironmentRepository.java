package io.tableflow.iam.environment;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.springframework.stereotype.Repository;

/**
 * The environments. One that is gone has no row. It does without Spring Data: a workflow loads its environment in each of its
 * transactions, and there the interceptors of a repository and a query in JPQL cost more than the load by the id.
 */
@Repository
public class EnvironmentRepository {

    private final EntityManager entities;

    EnvironmentRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Writes what has changed so far in the running transaction, and the environment also if it is new. */
    void saveAndFlush(Environment environment) {
        if (!entities.contains(environment)) {
            entities.persist(environment);
        }
        entities.flush();
    }

    void delete(Environment environment) {
        entities.remove(environment);
    }

    public Optional<Environment> findById(UUID id) {
        return Optional.ofNullable(entities.find(Environment.class, id));
    }

    public Optional<Environment> findByName(String name) {
        return Optional.ofNullable(byName(name).getSingleResultOrNull());
    }

    /**
     * The environment with that name, which stays locked until the running transaction ends. Requests that change the
     * desired state and the runner that acts on it take this lock before they decide, so each sees what the other has
     * stored.
     */
    public Optional<Environment> lockByName(String name) {
        return Optional.ofNullable(
                byName(name).setLockMode(LockModeType.PESSIMISTIC_WRITE).getSingleResultOrNull());
    }

    /** The same {@linkplain #lockByName lock}, for whoever knows the id. */
    void lock(UUID id) {
        entities.find(Environment.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The ids of the accounts that have environments. */
    public List<String> accountIds() {
        return natively("select distinct account ->> 'id' from environment where account is not null", String.class)
                .getResultList();
    }

    /** The names of the environments whose spec has that bucket. */
    public List<String> namesByBucket(String bucket) {
        return natively("select name from environment where spec ->> 'bucket' = :bucket", String.class)
                .setParameter("bucket", bucket)
                .getResultList();
    }

    /** Of these ids those of environments. */
    public List<UUID> existing(Collection<UUID> ids) {
        return entities.createQuery("select id from Environment where id in :ids", UUID.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** Those with these names, in any account. */
    public List<Environment> findByNameIn(Collection<String> names) {
        return entities.createQuery("from Environment where name in :names", Environment.class)
                .setParameter("names", names)
                .getResultList();
    }

    /** The environments of an account, in the order of their names, those after {@code after}. */
    public List<Environment> pageOfAccount(String accountId, String after, int limit) {
        return natively("""
                        select * from environment
                        where account ->> 'id' = :accountId and name > :after
                        order by name
                        limit :limit
                        """, Environment.class)
                .setParameter("accountId", accountId)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList();
    }

    /**
     * Whether a role of ours exists in that account, so that it cannot be Confluent's. An account that was only asked for
     * does not count: one request that names Confluent's account would shut out every callback. The order makes PostgreSQL
     * use the index: it would otherwise expect to find one at once wherever it looks, which it does not in an account
     * without any.
     */
    boolean existsInAccount(String accountId) {
        return natively("""
                        select count(*) > 0
                        from (select 1 from environment where account ->> 'id' = :accountId
                              order by account ->> 'id', name limit 1) found
                        """, Boolean.class).setParameter("accountId", accountId).getSingleResult();
    }

    /** The Confluent environments that specs ask for an integration in, or that integrations are known to be in. */
    public List<String> confluentEnvironments() {
        return natively("""
                        select distinct coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId')
                        from environment
                        where coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId')
                                  is not null
                        """, String.class).getResultList();
    }

    /** The environments of a Confluent environment, in the order of their names, those after {@code after}. */
    public List<Environment> pageOfConfluentEnvironment(String confluentEnvironment, String after, int limit) {
        return natively("""
                        select * from environment
                        where coalesce(spec -> 'confluent' ->> 'environmentId', integration ->> 'confluentEnvironmentId')
                                  = :confluentEnvironment
                              and name > :after
                        order by name
                        limit :limit
                        """, Environment.class)
                .setParameter("confluentEnvironment", confluentEnvironment)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList();
    }

    private TypedQuery<Environment> byName(String name) {
        return entities.createQuery("from Environment where name = :name", Environment.class)
                .setParameter("name", name);
    }

    private <T> NativeQuery<T> natively(String sql, Class<T> type) {
        return entities.unwrap(Session.class).createNativeQuery(sql, type);
    }
}
