package io.tableflow.iam.api.environment;

import io.tableflow.iam.http.json.RenderedJson;
import org.springframework.http.ResponseEntity;

/**
 * An environment as it is shown, with its entity tag. The tag is a digest of the JSON, so the JSON is rendered once, and is the
 * body of the answer.
 *
 * @param etag quotes included
 */
record TaggedEnvironment(EnvironmentView view, RenderedJson json, String etag) {

    /**
     * The answer with the tag and the body. It is cast so that the controller's signature, from which the API's description is
     * generated, has the type of the JSON: do not read its body.
     */
    @SuppressWarnings("unchecked")
    ResponseEntity<EnvironmentView> answer(ResponseEntity.BodyBuilder answer) {
        return (ResponseEntity<EnvironmentView>)
                (ResponseEntity<?>) answer.eTag(etag).body(json);
    }
}
