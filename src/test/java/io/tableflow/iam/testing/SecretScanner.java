package io.tableflow.iam.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** The secrets of all tests. They may turn up in no line of a log, no answer and no row that tells what happened. */
public final class SecretScanner {

    /** What the service calls AWS with. */
    static final String AWS_SECRET_KEY = "canary-aws-secret-access-key";

    private static final List<String> SECRETS = List.of(
            AWS_SECRET_KEY,
            // What STS gives out begins with it.
            "CANARYOFSTS",
            // Static bearer tokens.
            "token-of-the-",
            // Every JWT.
            "eyJ[A-Za-z0-9_-]{17,}",
            // The secrets of the webhook.
            ConfluentPipeline.SECRET.substring("whsec_".length(), 40),
            "YW5vdGhlci1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw");

    /** A signature of the webhook. */
    private static final String SIGNATURE = "v1,[A-Za-z0-9+/]{43}=";

    private static final Pattern SECRET = Pattern.compile(String.join("|", SECRETS));

    /** Also what is no secret, but need not be told. */
    private static final Pattern NOT_FOR_LOGS =
            Pattern.compile(SECRET.pattern() + "|" + SIGNATURE + "|" + ConfluentPipeline.EXTERNAL_ID);

    private SecretScanner() {}

    /** Holds for every answer. */
    static void assertNoneInAnswer(String answer) {
        assertThat(SECRET.matcher(answer).find())
                .as("an answer holds a secret: %s", answer)
                .isFalse();
    }

    /** Holds for every line of a log. */
    static void assertNoneInLog(String log) {
        assertThat(log.lines().filter(NOT_FOR_LOGS.asPredicate()).toList())
                .as("lines of the log that hold a secret")
                .isEmpty();
    }

    /** Holds for all that a database has to tell of what happened. */
    static void assertNoneIn(TestDatabase database) {
        for (String table : List.of("audit_event", "webhook_delivery", "workflow", "workflow_step", "drift")) {
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
