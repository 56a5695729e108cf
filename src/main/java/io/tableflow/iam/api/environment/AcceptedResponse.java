package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.request.Locations;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The 202 answer to a request that starts a workflow: where and when to poll. */
@Component
public class AcceptedResponse {

    /** A step takes a fraction of a second, so polling more often shows nothing new. */
    private static final Duration POLL_AFTER = Duration.ofSeconds(1);

    private final EnvironmentViewMapper views;

    AcceptedResponse(EnvironmentViewMapper views) {
        this.views = views;
    }

    /** Executes a command, and returns the environment and its workflow as they are in the same transaction. */
    @Transactional
    public ResponseEntity<EnvironmentView> to(Supplier<Environment> command) {
        TaggedEnvironment environment = views.toTagged(command.get());
        return environment.answer(ResponseEntity.accepted()
                .location(Locations.ofEnvironment(environment.view().name()))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(POLL_AFTER.toSeconds())));
    }
}
