package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The AWS side of the application's start. */
class AwsConfigurationTest {

    @Test
    void startsWithoutAskingAws() {
        new ApplicationContextRunner()
                .withBean(SimpleMeterRegistry.class)
                .withUserConfiguration(AwsConfiguration.class, Properties.class)
                .withPropertyValues("tableflow.aws.region=eu-central-1")
                .withSystemProperties("aws.endpointUrl=http://127.0.0.1:1")
                .run(context -> {
                    AwsAccounts accounts = context.getBean(AwsAccounts.class);
                    assertThat(accounts.defaultRegion()).isEqualTo("eu-central-1");
                    assertThat(accounts.knownCaller()).isEmpty();
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TableflowProperties.class)
    static class Properties {}
}
