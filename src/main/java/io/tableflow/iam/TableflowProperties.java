package io.tableflow.iam;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of the service itself. An invalid setting stops the start with a sentence that names the property;
 * secrets never appear in such a sentence.
 */
@ConfigurationProperties(value = "tableflow", ignoreUnknownFields = false)
public record TableflowProperties(
        @DefaultValue Aws aws,
        @DefaultValue Webhook webhook,
        @DefaultValue ConfluentProperties confluent,
        @DefaultValue Drift drift,
        @DefaultValue Workflow workflow,
        @DefaultValue SecurityProperties security,
        @DefaultValue Audit audit,
        @DefaultValue ComplianceProperties compliance,
        @DefaultValue Console console,
        @DefaultValue AccessReviewProperties accessReview,
        @DefaultValue List<NotificationProperties> notifications) {

    public TableflowProperties {
        notifications = NotificationProperties.checked(notifications);
    }

    /**
     * The operator's console.
     *
     * @param enabled whether there is one
     */
    public record Console(@DefaultValue("true") boolean enabled) {}

    /**
     * How AWS is used.
     *
     * @param region the region of environments whose spec has none; without it the AWS SDK's own region chain decides
     * @param provisionerRoleName the role that is assumed in another account than the service's own
     * @param provisionerExternalId the external id that is sent when that role is assumed
     * @param callTimeout how long one call may take, from its first byte to its last
     * @param maxConcurrentCalls how many concurrent calls one node makes to one account at most; fewer while AWS
     *     throttles
     */
    public record Aws(
            @Nullable String region,
            @Nullable String provisionerRoleName,
            @Nullable String provisionerExternalId,
            @DefaultValue("10s") Duration callTimeout,
            @DefaultValue("32") int maxConcurrentCalls) {

        /** Less than the 20 seconds after which a node counts as dead: a call does not outlive its attempt for long. */
        private static final Duration LONGEST_CALL_TIMEOUT = Duration.ofSeconds(15);

        private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
        private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
        private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

        public Aws {
            region = blankToNull(region);
            provisionerRoleName = blankToNull(provisionerRoleName);
            provisionerExternalId = blankToNull(provisionerExternalId);
            require(
                    region == null || REGION.matcher(region).matches(),
                    "tableflow.aws.region must be an AWS region such as eu-central-1, not '" + region + "'");
            require(
                    provisionerRoleName == null
                            || ROLE_NAME.matcher(provisionerRoleName).matches(),
                    "tableflow.aws.provisioner-role-name must be the name of an IAM role"
                            + " (1-64 of A-Z a-z 0-9 _+=,.@-), not an ARN");
            require(
                    provisionerExternalId == null
                            || EXTERNAL_ID.matcher(provisionerExternalId).matches(),
                    "tableflow.aws.provisioner-external-id must be 2-1224 of A-Z a-z 0-9 _+=,.@:/-");
            require(
                    callTimeout.compareTo(Duration.ofMillis(100)) >= 0
                            && callTimeout.compareTo(LONGEST_CALL_TIMEOUT) <= 0,
                    "tableflow.aws.call-timeout must be between 100ms and 15s");
            require(
                    maxConcurrentCalls >= 1 && maxConcurrentCalls <= 256,
                    "tableflow.aws.max-concurrent-calls must be between 1 and 256");
        }
    }

    /**
     * How Confluent's integration pipeline is authenticated.
     *
     * @param secrets Standard Webhooks secrets, {@code whsec_<base64 of 24-64 bytes>}; all of them are valid at the
     *     same time, so that a secret can be rotated without a gap
     */
    public record Webhook(@DefaultValue List<String> secrets) {

        public Webhook {
            for (int i = 0; i < secrets.size(); i++) {
                require(
                        StandardWebhooksSecret.isValid(secrets.get(i)),
                        "tableflow.webhook.secrets[" + i + "] must be whsec_ followed by the base64 of 24 to 64 bytes");
            }
            secrets = List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Webhook[" + secrets.size() + " secrets]";
        }
    }

    /**
     * How drift is found.
     *
     * @param interval the pause between two sweeps
     * @param repair whether drift in what an environment owns is reconciled, or only reported
     * @param concurrency how many accounts one node sweeps at the same time
     * @param accountTimeout how long the sweep of one account may take
     * @param staleAfter after which time a comparison no longer says that an environment is in sync; by default six
     *     intervals, but at least half an hour
     */
    public record Drift(
            @DefaultValue("5m") Duration interval,
            @DefaultValue("true") boolean repair,
            @DefaultValue("8") int concurrency,
            @DefaultValue("10m") Duration accountTimeout,
            @Nullable Duration staleAfter) {

        private static final Duration SHORTEST_STALE_AFTER = Duration.ofMinutes(30);

        public Drift {
            require(
                    interval.compareTo(Duration.ofSeconds(1)) >= 0,
                    "tableflow.drift.interval must be one second or longer");
            require(concurrency >= 1 && concurrency <= 64, "tableflow.drift.concurrency must be between 1 and 64");
            require(
                    accountTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                    "tableflow.drift.account-timeout must be one second or longer");
            require(
                    staleAfter == null || staleAfter.compareTo(interval) > 0,
                    "tableflow.drift.stale-after must be longer than tableflow.drift.interval");
        }

        /** The setting, or its default. */
        public Duration staleAfterOrDefault() {
            if (staleAfter != null) {
                return staleAfter;
            }
            Duration sixIntervals = interval.multipliedBy(6);
            return sixIntervals.compareTo(SHORTEST_STALE_AFTER) > 0 ? sixIntervals : SHORTEST_STALE_AFTER;
        }
    }

    /**
     * How the lines of the audit trail are authenticated.
     *
     * @param keys base64 of 32 to 64 bytes each: new lines have a code by the first, and those of any are authentic; none: lines have
     *     no code
     * @param keyedFrom the id of the first event that must be authentic, as all later ones; 0: the first that is
     * @param validationInterval the pause between two validations of the whole chain by the service itself
     */
    public record Audit(
            @DefaultValue List<String> keys,
            @DefaultValue("0") long keyedFrom,
            @DefaultValue("24h") Duration validationInterval) {

        public Audit {
            for (int i = 0; i < keys.size(); i++) {
                require(isKey(keys.get(i)), "tableflow.audit.keys[" + i + "] must be the base64 of 32 to 64 bytes");
            }
            require(keyedFrom >= 0, "tableflow.audit.keyed-from must be the id of an event, or 0");
            require(
                    validationInterval.compareTo(Duration.ofMinutes(1)) >= 0,
                    "tableflow.audit.validation-interval must be one minute or longer");
            keys = List.copyOf(keys);
        }

        private static boolean isKey(String text) {
            try {
                int length = Base64.getDecoder().decode(text).length;
                return length >= 32 && length <= 64;
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "Audit[" + keys.size() + " keys, keyedFrom=" + keyedFrom + "]";
        }
    }

    /**
     * How workflows run.
     *
     * @param giveUpAfter how long one step is retried before its workflow is FAILED
     * @param concurrency how many workflows one node drives at the same time
     * @param firstBackoff the pause before a step is retried for the first time; each further one is twice as long
     * @param longestBackoff the longest pause before a step is retried
     */
    public record Workflow(
            @DefaultValue("1h") Duration giveUpAfter,
            @DefaultValue("16") int concurrency,
            @DefaultValue("500ms") Duration firstBackoff,
            @DefaultValue("5s") Duration longestBackoff) {

        public Workflow {
            require(giveUpAfter.isPositive(), "tableflow.workflow.give-up-after must be longer than nothing");
            require(
                    firstBackoff.compareTo(Duration.ofMillis(1)) >= 0,
                    "tableflow.workflow.first-backoff must be one millisecond or longer");
            require(
                    longestBackoff.compareTo(firstBackoff) >= 0,
                    "tableflow.workflow.longest-backoff must be as long as tableflow.workflow.first-backoff, or"
                            + " longer");
            require(concurrency >= 1 && concurrency <= 256, "tableflow.workflow.concurrency must be between 1 and 256");
        }
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
