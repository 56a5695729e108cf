package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page that is open is told when what it shows has changed, for as long as its reader is signed in. */
@Timeout(60)
class ConsoleLiveTest extends ServiceTest {

    private final ConsoleClient operator = new ConsoleClient(node().uri()).signIn("local-operator");

    @Test
    void tellsOfEachNewVersionAndEndsWithTheSession() {
        provisioned("console-live");
        try (LiveStream stream = listen("/console/environments/console-live/live")) {
            String first = stream.next();
            assertThat(operator.get("/console/environments/console-live")
                            .html()
                            .select("[data-live]")
                            .attr("data-version"))
                    .as("what the page shows")
                    .isEqualTo(first);
            confluent.callBack("console-live");
            assertThat(stream.next()).isNotEqualTo(first);
            engineer.awaitState("console-live", "ACTIVE");

            operator.get("/console/environments");
            operator.post("/console/sign-out", Map.of());
            engineer.put("/environments/console-live", "{\"tags\":{\"a\":\"b\"}}");
            assertThat(stream.remaining())
                    .as("versions that were told before the end of the session was seen")
                    .isLessThan(20);
        }
    }

    @Test
    void aReaderWhoHasSeenTheVersionIsToldTheNext() {
        provisioned("console-live-again");
        String seen;
        try (LiveStream stream = listen("/console/environments/console-live-again/live")) {
            seen = stream.next();
        }
        try (LiveStream stream = listen("/console/environments/console-live-again/live?seen=" + seen)) {
            confluent.callBack("console-live-again");
            assertThat(stream.next()).isNotEqualTo(seen);
        }
    }

    @Test
    void theListIsToldOfWhatHappens() {
        try (LiveStream stream = listen("/console/live")) {
            String before = stream.next();
            provisioned("console-live-list");
            assertThat(stream.next()).isNotEqualTo(before);
        }
    }

    private LiveStream listen(String path) {
        return LiveStream.open(node().uri().resolve(path), operator);
    }
}
