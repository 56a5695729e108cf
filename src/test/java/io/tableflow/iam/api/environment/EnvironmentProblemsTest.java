package io.tableflow.iam.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.environment.EnvironmentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvironmentProblemsTest {

    /** The log of deliveries stores the reason's code, and shows it beside the problem that was answered. */
    @ParameterizedTest
    @EnumSource(EnvironmentException.Reason.class)
    void aRefusalIsStoredUnderTheCodeThatIsAnswered(EnvironmentException.Reason reason) {
        assertThat(EnvironmentProblems.code(reason).value()).isEqualTo(reason.code());
    }
}
