package io.tableflow.iam.confluent.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.TableflowProperties;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Confluent Cloud can be called only where there is a key for it. */
class ConfluentCloudConfigurationTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class, ConfluentCloudConfiguration.class)
            .withBean(SimpleMeterRegistry.class)
            .withBean(Clock.class, Clock::systemUTC);

    @EnableConfigurationProperties(TableflowProperties.class)
    static class Settings {}

    @Test
    void withoutAKeyThereIsNoClient() {
        service.run(context -> assertThat(context).doesNotHaveBean(ConfluentCloud.class));
        service.withPropertyValues("tableflow.confluent.api-key= ", "tableflow.confluent.api-secret=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ConfluentCloud.class));
    }

    @Test
    void aKeyIsUsedAtTheEndpointThatIsSet() {
        try (StubConfluent confluent = new StubConfluent()) {
            confluent.then(200, StubConfluent.recorded("page-2.json"));

            service.withPropertyValues(
                            "tableflow.confluent.api-key=CKEY",
                            "tableflow.confluent.api-secret=hunter2",
                            "tableflow.confluent.endpoint=" + confluent.endpoint() + "/behind/a/proxy/")
                    .run(context -> assertThat(
                                    context.getBean(ConfluentCloud.class).list("env-00000"))
                            .hasSize(1));

            assertThat(confluent.requests().getFirst().target()).startsWith("/behind/a/proxy/pim/v1/integrations?");
        }
    }

    @Test
    void halfAKeyStopsTheStart() {
        service.withPropertyValues("tableflow.confluent.api-key=CKEY")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("tableflow.confluent.api-secret must be set"));
    }
}
