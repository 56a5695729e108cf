package io.tableflow.iam.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.testing.ServiceTest;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;

/** What a column holds is parsed once while it stays the same, and is not shared where somebody could change it. */
class SharedJsonFormatMapperTest extends ServiceTest {

    @Test
    void whatIsReadAgainIsNotParsedAgain() {
        provisioned("shared-columns");
        Environment once = read("shared-columns");
        Environment again = read("shared-columns");

        assertThat(again).isNotSameAs(once);
        assertThat(again.spec()).isSameAs(once.spec());
        assertThat(again.observed().resources()).isSameAs(once.observed().resources());
        assertThat(again.desired().retiredTags())
                .as("a list")
                .isEqualTo(once.desired().retiredTags())
                .isNotSameAs(once.desired().retiredTags());
    }

    @Test
    void whatHasChangedIsParsed() {
        provisioned("changed-columns");
        Environment before = read("changed-columns");
        confluent.callBack("changed-columns");
        engineer.awaitState("changed-columns", "ACTIVE");

        Environment after = read("changed-columns");

        assertThat(before.observed().trusted()).isNull();
        assertThat(after.observed().trusted()).isNotNull();
        assertThat(after.observed().conditions()).isNotEqualTo(before.observed().conditions());
    }

    @Test
    void whatIsWrittenAgainIsNotRenderedAgain() {
        provisioned("written-columns");
        EnvironmentSpec spec = read("written-columns").spec();
        SharedJsonFormatMapper mapper = (SharedJsonFormatMapper) node().bean(EntityManagerFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getSessionFactoryOptions()
                .getJsonFormatMapper();
        String once = mapper.toString(spec, EnvironmentSpec.class);

        assertThat(mapper.toString(spec, EnvironmentSpec.class)).isSameAs(once).contains("written-columns");
        assertThat(mapper.toString(List.of("a"), List.class))
                .as("a list")
                .isEqualTo("[\"a\"]")
                .isNotSameAs(mapper.toString(List.of("a"), List.class));
    }

    private static Environment read(String name) {
        return node().bean(EnvironmentRepository.class).findByName(name).orElseThrow();
    }
}
