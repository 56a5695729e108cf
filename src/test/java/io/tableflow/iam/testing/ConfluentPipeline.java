package io.tableflow.iam.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Confluent's integration pipeline: sends the Integration object, signed as Standard Webhooks specifies. It has its own
 * implementation of signatures, so that it does not share a mistake with the library that verifies them.
 */
public final class ConfluentPipeline {

    /** The local run's secret. */
    public static final String SECRET = "whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQtb2YtMzItYnl0ZXM=";

    /** The path of the webhook. */
    public static final String PATH = "/webhooks/confluent/provider-integrations";

    /** The principal of Confluent's documentation. */
    public static final String PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-42o61";

    /** Its external id. */
    public static final String EXTERNAL_ID = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11";

    private final ApiClient client;
    private final Clock clock;

    public ConfluentPipeline(ApiClient client) {
        this(client, Clock.systemUTC());
    }

    /** One whose clock is another than that of this machine. */
    public ConfluentPipeline(ApiClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Calls back once for the role of an environment. */
    public ApiClient.Answer callBack(String environment) {
        return deliver("msg_" + UUID.randomUUID(), document(environment, PRINCIPAL, EXTERNAL_ID));
    }

    /** Sends a message, signed now. */
    public ApiClient.Answer deliver(String id, String body) {
        return deliver(id, clock.instant().getEpochSecond(), body, SECRET);
    }

    /** Sends a message, signed with a secret at a time, in seconds since 1970. */
    public ApiClient.Answer deliver(String id, long timestamp, String body, String secret) {
        return client.send("POST", PATH, body, headers(id, timestamp, signature(id, timestamp, body, secret)));
    }

    /** The headers of a delivery; there is no bearer token among them. */
    public static Map<String, String> headers(String id, long timestamp, String signature) {
        return Map.of(
                "Authorization",
                "",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                signature);
    }

    /** {@code v1,<base64>} over id, timestamp and body. */
    public static String signature(String id, long timestamp, String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Confluent's Integration object, verbatim except for the three values that matter. */
    public static String document(String environment, String principal, String externalId) {
        return """
                {"api_version": "pim/v1", "kind": "Integration", "id": "cspi-42o61", "display_name": "%1$s-tableflow",
                 "provider": "AWS",
                 "config": {"kind": "AwsIntegrationConfig",
                            "iam_role_arn": "%2$s",
                            "external_id": "%3$s",
                            "customer_iam_role_arn": "arn:aws:iam::%4$s:role/%1$s-confluent-role"},
                 "usages": [], "environment": {"id": "env-00000"}}
                """.formatted(environment, principal, externalId, Node.ACCOUNT);
    }
}
