package io.tableflow.iam.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tableflow.iam.TableflowProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

/** Workflows never use all connections. */
class ConnectionPoolTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/nobody-connects")
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(TableflowProperties.class)
    @Import(ConnectionPoolConfiguration.class)
    static class Settings {}

    @ParameterizedTest(name = "{0} workflows: {1} connections")
    @CsvSource({"1, 9", "16, 24", "256, 264"})
    void thePoolGrowsWithTheWorkflows(int concurrency, int size) {
        service.withPropertyValues("tableflow.workflow.concurrency=" + concurrency)
                .run(started -> assertThat(
                                started.getBean(HikariDataSource.class).getMaximumPoolSize())
                        .isEqualTo(size));
    }

    @Test
    void theOperatorsOwnSizeIsTakenIfItLeavesSomeForTheApi() {
        service.withPropertyValues("spring.datasource.hikari.maximum-pool-size=20")
                .run(started -> assertThat(
                                started.getBean(HikariDataSource.class).getMaximumPoolSize())
                        .isEqualTo(20));
    }

    @Test
    void oneThatLeavesNoneStopsTheStart() {
        service.withPropertyValues("spring.datasource.hikari.maximum-pool-size=24", "tableflow.workflow.concurrency=32")
                .run(refused -> assertThat(refused)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, cause -> {
                            assertThat(cause.getName()).isEqualTo("spring.datasource.hikari.maximum-pool-size");
                            assertThat(cause.getValue()).isEqualTo(24);
                            assertThat(cause.getReason())
                                    .contains(
                                            "tableflow.workflow.concurrency is 32: workflows could take every"
                                                    + " connection, and the API would have none.",
                                            "Set it to 36 or more",
                                            "or set tableflow.workflow.concurrency lower");
                        }));
    }
}
