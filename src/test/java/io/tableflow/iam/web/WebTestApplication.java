package io.tableflow.iam.web;

import io.tableflow.iam.TableflowProperties;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** This room alone, with a real database and controllers that exist only to go wrong in every way. */
@Configuration(proxyBeanMethods = false)
@Profile(WebTestApplication.PROFILE)
@EnableAutoConfiguration
@EnableConfigurationProperties(TableflowProperties.class)
@ComponentScan
class WebTestApplication {

    /** Keeps these classes out of every other application that finds them on its class path. */
    static final String PROFILE = "web-tests";

    @Bean
    MovableClock movableClock() {
        return new MovableClock();
    }

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.start();
    }

    @Bean
    JdbcConnectionDetails database(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return postgres.getJdbcUrl("postgres", "postgres");
            }
        };
    }
}
