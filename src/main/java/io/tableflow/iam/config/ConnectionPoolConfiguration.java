package io.tableflow.iam.config;

import io.tableflow.iam.TableflowProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionPoolConfiguration {

    /** Static, because it must exist before all other beans. */
    @Bean
    static ConnectionPool connectionPool(ObjectProvider<TableflowProperties> properties) {
        return new ConnectionPool(properties);
    }
}
