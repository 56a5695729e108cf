package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.paging.Etags;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The answer to a request that begins something: look there again, not before then. */
final class AcceptedResponse {

    /** A step takes a fraction of a second; asking more often than this shows nothing new. */
    private static final Duration POLL_AFTER = Duration.ofSeconds(1);

    private AcceptedResponse() {}

    static ResponseEntity<EnvironmentView> answer(EnvironmentView environment) {
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + environment.name()))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(POLL_AFTER.toSeconds()))
                .eTag(Etags.of(environment.revision()))
                .body(environment);
    }
}
