package io.tableflow.iam.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

@ExtendWith(OutputCaptureExtension.class)
class ProblemTranslatorTest {

    @ParameterizedTest
    @MethodSource
    void staysSilentWhenTheClientHasLeft(Exception failure, CapturedOutput log) {
        assertThat(ProblemTranslator.translate(failure, new MockHttpServletRequest("GET", "/gone-away")))
                .isNull();
        assertThat(log).doesNotContain("/gone-away");
    }

    static Stream<Exception> staysSilentWhenTheClientHasLeft() {
        return Stream.of(
                new ClientAbortException("closed"),
                new IOException("Broken pipe"),
                new AsyncRequestNotUsableException("closed"),
                new HttpMessageNotReadableException(
                        "I/O error", new ClientAbortException("closed"), new MockHttpInputMessage(new byte[0])));
    }
}
