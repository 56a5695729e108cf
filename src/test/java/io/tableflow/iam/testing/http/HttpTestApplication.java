package io.tableflow.iam.testing.http;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.TestDatabase;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** How the service speaks HTTP, without its API: with a real database, and with controllers that fail in every way. */
@Configuration(proxyBeanMethods = false)
@Profile(HttpTestApplication.PROFILE)
@EnableAutoConfiguration
@EnableConfigurationProperties(TableflowProperties.class)
@ComponentScan(
        basePackages = {
            "io.tableflow.iam.http",
            "io.tableflow.iam.access",
            "io.tableflow.iam.config",
            "io.tableflow.iam.api.idempotency",
            "io.tableflow.iam.api.paging",
            "io.tableflow.iam.api.openapi",
            "io.tableflow.iam.testing.http"
        })
class HttpTestApplication {

    /** Excludes these classes from all other applications that have them on their class path. */
    static final String PROFILE = "web-tests";

    @Bean
    SettableClock movableClock() {
        return new SettableClock();
    }

    @Bean
    JdbcConnectionDetails database() {
        return TestDatabase.create();
    }
}
