package io.tableflow.iam.confluent.tableflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Confluent's error texts are read by words. */
class TableflowCauseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Unable to assume the IAM role                                          | ROLE_NOT_ASSUMED
        sts:AssumeRole was denied for the provider integration                 | ROLE_NOT_ASSUMED
        Unable to assume the IAM role to write to the S3 bucket                | ROLE_NOT_ASSUMED
        cannot write to the S3 bucket                                          | BUCKET_DENIED
        Access to s3://x denied: kms:GenerateDataKey is not allowed            | KEY_DENIED
        User is not authorized to perform: glue:UpdateTable                    | CATALOG_DENIED
        Insufficient Lake Formation permission(s)                              | CATALOG_DENIED
        unable to set up the DLQ topic                                         | CONFLUENT_RIGHTS
        Delta table may have been modified outside of Tableflow                | DATA
        Tableflow detected a Kafka record in topic x with a null value         | DATA
        Something went wrong                                                   | UNCLEAR
        """)
    void namesTheCauseOfWhatConfluentSays(String text, TableflowCause cause) {
        assertThat(TableflowCause.of(text)).isEqualTo(cause);
    }

    @Test
    void aTextIsShownCutAndOnOneLine() {
        TableflowProblem problem =
                TableflowProblem.of("materialization", "S3\r\nsays\tno" + "x".repeat(1000), TableflowCause.UNCLEAR);

        assertThat(problem.text()).startsWith("S3 says no").hasSize(500);
        assertThat(problem.cause()).isEqualTo(TableflowCause.BUCKET_DENIED);
    }

    @ParameterizedTest
    @EnumSource(TableflowCause.class)
    void everyCauseIsInTheTableOfTheDocumentation(TableflowCause cause) throws IOException {
        assertThat(Files.readString(Path.of("src/docs/zero-touch.md"))).contains("| `" + cause.reason() + "` |");
    }
}
