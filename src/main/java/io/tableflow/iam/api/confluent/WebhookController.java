package io.tableflow.iam.api.confluent;

import io.tableflow.iam.confluent.WebhookMessage;
import io.tableflow.iam.confluent.WebhookReceiver;
import io.tableflow.iam.confluent.WebhookVerifier;
import io.tableflow.iam.http.request.Locations;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Receives the callbacks of Confluent's integration pipeline, which are authenticated by their signatures alone. */
@RestController
class WebhookController implements WebhookApi {

    private final WebhookReceiver receiver;

    WebhookController(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    @PostMapping("/webhooks/confluent/provider-integrations")
    public ResponseEntity<WebhookReceiptView> receive(
            @RequestHeader(name = WebhookVerifier.ID, defaultValue = "") String id,
            @RequestHeader(name = WebhookVerifier.TIMESTAMP, defaultValue = "") String timestamp,
            @RequestHeader(name = WebhookVerifier.SIGNATURE, defaultValue = "") String signature,
            InputStream body)
            throws IOException {
        WebhookReceiptView receipt = WebhookReceiptView.of(
                receiver.receive(new WebhookMessage(id, timestamp, signature, RawBody.read(body))));
        return ResponseEntity.accepted()
                .location(Locations.ofEnvironment(receipt.environment()))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(receipt);
    }
}
