package io.tableflow.iam.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localconfluent.LocalConfluent;
import java.util.List;
import java.util.regex.Pattern;

/** The secrets of all tests. They must not appear in any log line, answer or row about what happened. */
public final class SecretScanner {

    /** The service's key for AWS. */
    static final String AWS_SECRET_KEY = "canary-aws-secret-access-key";

    private static final List<String> SECRETS = List.of(
            AWS_SECRET_KEY,
            // The prefix of the secrets that STS issues.
            "CANARYOFSTS",
            // The secret of the API keys of Confluent Cloud.
            LocalConfluent.SECRET,
            // Static bearer tokens.
            "token-of-the-",
            // Every JWT.
            "eyJ[A-Za-z0-9_-]{17,}\\.",
            // The secrets of the webhook.
            ConfluentPipeline.SECRET.substring("whsec_".length(), 40),
            NotificationReceiver.SECRET.substring("whsec_".length(), 40),
            "YW5vdGhlci1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw");

    /** A signature of the webhook. */
    private static final String SIGNATURE = "v1,[A-Za-z0-9+/]{43}=";

    private static final Pattern SECRET = Pattern.compile(String.join("|", SECRETS));

    /** Values that are not secret, but are not needed in logs. */
    private static final Pattern NOT_FOR_LOGS =
            Pattern.compile(SECRET.pattern() + "|" + SIGNATURE + "|" + ConfluentPipeline.EXTERNAL_ID);

    private SecretScanner() {}

    /** For every answer. */
    static void assertNoneInAnswer(String answer) {
        assertThat(SECRET.matcher(answer).find())
                .as("an answer holds a secret: %s", answer)
                .isFalse();
    }

    /** For every line of a log. */
    static void assertNoneInLog(String log) {
        assertThat(log.lines().filter(NOT_FOR_LOGS.asPredicate()).toList())
                .as("lines of the log that hold a secret")
                .isEmpty();
    }

    /** For everything in a database about what happened. */
    static void assertNoneIn(TestDatabase database) {
        for (String table : List.of("audit_event", "webhook_delivery", "workflow", "drift")) {
            assertThat(database.client()
                            .sql("select t::text from " + table + " t where t::text ~ ?")
                            .param(NOT_FOR_LOGS.pattern())
                            .query(String.class)
                            .list())
                    .as("rows of %s that hold a secret", table)
                    .isEmpty();
        }
    }
}
