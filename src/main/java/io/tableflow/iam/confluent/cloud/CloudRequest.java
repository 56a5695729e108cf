package io.tableflow.iam.confluent.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to Confluent Cloud.
 *
 * @param operation its name in metrics, such as {@code CreateIntegration}
 * @param method of HTTP
 * @param collection the path of the collection, such as {@code /pim/v1/integrations}
 * @param id what is named in it; null: the collection itself
 * @param confluentEnvironment the Confluent environment that the call is about
 * @param query the parameters of the query, not encoded
 * @param body as JSON; null: none
 */
record CloudRequest(
        String operation,
        String method,
        String collection,
        @Nullable String id,
        String confluentEnvironment,
        Map<String, String> query,
        @Nullable String body) {

    CloudRequest {
        query = Map.copyOf(query);
    }

    /** The same with one more parameter. */
    CloudRequest with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new CloudRequest(operation, method, collection, id, confluentEnvironment, more, body);
    }

    /** What is shown of where it goes: without the query. */
    String path() {
        return id == null ? collection : collection + "/" + id;
    }
}
