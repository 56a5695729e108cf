package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code logging.structured.format.console=ecs} every line is JSON, and says what it is about. */
class StructuredLogTest extends ServiceTest {

    private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();

    /** They log every statement, and every call to AWS. */
    private static final List<Logger> TALKATIVE = List.of(
            CONTEXT.getLogger("org.springframework.jdbc.core.JdbcTemplate"),
            CONTEXT.getLogger("software.amazon.awssdk.request"));

    private final StructuredLogEncoder encoder = new StructuredLogEncoder();
    private final Lines lines = new Lines(encoder);

    @BeforeEach
    void logStructured() {
        encoder.setContext(CONTEXT);
        encoder.setFormat("ecs");
        encoder.start();
        lines.setContext(CONTEXT);
        lines.start();
        for (Logger logger : TALKATIVE) {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(lines);
        }
    }

    @AfterEach
    void logAsBefore() {
        for (Logger logger : TALKATIVE) {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    @Test
    void theLinesOfARequestAndOfAWorkflowSayWhichAndOfWhichEnvironment() {
        active("structured");
        engineer.get("/environments/structured/events");
        Awaitility.await()
                .until(() -> lines.ofEnvironment("structured").stream().anyMatch(it -> it.has("requestId")));

        Collection<JsonNode> all = lines.parsed();

        assertThat(all).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString()).isNotEmpty();
            assertThat(line.at("/log/level").asString()).isEqualTo("DEBUG");
            assertThat(line.at("/service/name").asString()).isEqualTo("tableflow-iam");
            assertThat(line.path("message").asString()).isNotEmpty();
        });
        assertThat(lines.ofEnvironment("structured"))
                .as("lines of calls to AWS")
                .anySatisfy(line -> assertThat(line.path("workflow").asString()).matches("[0-9a-f-]{36}"));
        assertThat(lines.ofEnvironment("structured"))
                .as("lines of requests")
                .anySatisfy(
                        line -> assertThat(line.path("requestId").asString()).isNotEmpty());
        assertThat(lines.text())
                .doesNotContain(ConfluentPipeline.SECRET, ConfluentPipeline.EXTERNAL_ID, "local-operator");
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Collection<String> all = new ConcurrentLinkedQueue<>();
        private final StructuredLogEncoder encoder;

        Lines(StructuredLogEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        protected void append(ILoggingEvent event) {
            all.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }

        String text() {
            return String.join("", all);
        }

        Collection<JsonNode> parsed() {
            return all.stream().map(JsonMapper.shared()::readTree).toList();
        }

        Collection<JsonNode> ofEnvironment(String name) {
            return parsed().stream()
                    .filter(it -> it.path("environment").asString("").equals(name))
                    .toList();
        }
    }
}
