package io.tableflow.iam.config;

import com.zaxxer.hikari.HikariDataSource;
import io.tableflow.iam.TableflowProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.PriorityOrdered;

/**
 * Sets the size of the connection pool so that workflows, however many a node runs at a time, leave connections for the
 * API. An operator's own {@code spring.datasource.hikari.maximum-pool-size} is used as it is, unless it leaves too few.
 */
final class ConnectionPool implements BeanPostProcessor, PriorityOrdered {

    /** Transactions of a request take milliseconds, so a few connections serve many callers. */
    static final int FOR_THE_API = 8;

    /** For the scheduler's polling and heartbeats, and for some requests. */
    static final int FOR_THE_API_AT_LEAST = 4;

    private final ObjectProvider<TableflowProperties> properties;

    ConnectionPool(ObjectProvider<TableflowProperties> properties) {
        this.properties = properties;
    }

    /** Before Spring Boot binds the operator's settings, so that those override this one. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            pool.setMaximumPoolSize(concurrency() + FOR_THE_API);
        }
        return bean;
    }

    /** The settings are bound by now, and no connection is open yet. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getMaximumPoolSize() < concurrency() + FOR_THE_API_AT_LEAST) {
            throw new InvalidConfigurationPropertyValueException(
                    "spring.datasource.hikari.maximum-pool-size",
                    pool.getMaximumPoolSize(),
                    "tableflow.workflow.concurrency is " + concurrency()
                            + ": workflows could take every connection, and the API would have none. Set it to "
                            + (concurrency() + FOR_THE_API_AT_LEAST)
                            + " or more, leave it unset, or set tableflow.workflow.concurrency lower");
        }
        return bean;
    }

    private int concurrency() {
        return properties.getObject().workflow().concurrency();
    }
}
