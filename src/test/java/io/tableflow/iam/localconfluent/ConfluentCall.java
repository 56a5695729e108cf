package io.tableflow.iam.localconfluent;

import java.time.Instant;
import java.util.List;

/**
 * A call as the in-process Confluent Cloud has recorded it, in the order of the effects.
 *
 * @param key the id of the API key; never its secret
 * @param operation such as {@code CreateIntegration}
 * @param path with the query
 * @param resources the ids and role ARNs that it names
 * @param status the HTTP status; 0 if the connection was closed before the call took effect
 * @param answered whether an answer was sent
 */
public record ConfluentCall(
        Instant at,
        String key,
        String operation,
        String path,
        List<String> resources,
        int status,
        boolean answered,
        String requestId) {

    /** Whether it names that id, role or role's name. */
    public boolean names(String resource) {
        return resources.stream().anyMatch(it -> it.equals(resource) || it.endsWith("/" + resource));
    }

    /** Whether it took effect, even if the answer was lost. */
    public boolean succeeded() {
        return status / 100 == 2;
    }
}
