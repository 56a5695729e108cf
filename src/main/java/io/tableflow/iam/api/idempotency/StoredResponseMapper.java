package io.tableflow.iam.api.idempotency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Converts a controller's answer to the bytes that are sent and stored, and back. */
@Component
class StoredResponseMapper {

    private final JsonMapper mapper;

    StoredResponseMapper(JsonMapper mapper) {
        this.mapper = mapper;
    }

    StoredResponse of(ResponseEntity<?> response, byte[] fingerprint) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.getHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        Object body = response.getBody();
        if (body != null) {
            headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON_VALUE));
        }
        return new StoredResponse(
                fingerprint,
                response.getStatusCode().value(),
                headers,
                body == null ? null : mapper.writeValueAsBytes(body));
    }

    /**
     * The first and every later answer have the same bytes. They are cast to {@code T} so that the controller's
     * signature, from which the API's description is generated, still has the type of the JSON.
     */
    @SuppressWarnings("unchecked")
    <T> ResponseEntity<T> toResponse(StoredResponse answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        answer.headers().forEach((name, values) -> response.header(name, values.toArray(String[]::new)));
        return (ResponseEntity<T>) (answer.body() == null ? response.build() : response.body(answer.body()));
    }
}
