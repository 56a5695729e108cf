package io.tableflow.iam.console.overview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The settings that are in force, as far as everybody who may read may know them. Of what is secret, or names who has a token, only
 * is shown whether it is set, or how many there are.
 */
@Component
@ConditionalOnConsole
class ShownSettings {

    private static final String SET = "set";
    private static final String NOT_SET = "not set";

    private final TableflowProperties properties;

    ShownSettings(TableflowProperties properties) {
        this.properties = properties;
    }

    /**
     * A setting.
     *
     * @param name of the property, without {@code tableflow.}
     */
    record SettingLine(String name, String value) {}

    /** In the order of src/docs/configuration.md. */
    List<SettingLine> all() {
        return List.of(
                line("aws.region", text(properties.aws().region(), "that of the AWS SDK")),
                line("aws.provisioner-role-name", text(properties.aws().provisionerRoleName(), NOT_SET)),
                line("aws.provisioner-external-id", isSet(properties.aws().provisionerExternalId())),
                line("aws.call-timeout", properties.aws().callTimeout()),
                line("aws.max-concurrent-calls", properties.aws().maxConcurrentCalls()),
                line("webhook.secrets", count(properties.webhook().secrets())),
                line("confluent.endpoint", properties.confluent().endpoint()),
                line("confluent.api-key", isSet(properties.confluent().apiKey())),
                line("confluent.tableflow-api-key", isSet(properties.confluent().tableflowApiKey())),
                line("confluent.poll-interval", properties.confluent().pollInterval()),
                line(
                        "confluent.on-missing",
                        properties.confluent().onMissing().name().toLowerCase(Locale.ROOT)),
                line(
                        "confluent.principal-accounts",
                        properties.confluent().principalAccounts().isEmpty()
                                ? "none: callbacks may name principals of any account"
                                : String.join(", ", properties.confluent().principalAccounts())),
                line("drift.interval", properties.drift().interval()),
                line("drift.repair", properties.drift().repair()),
                line("drift.stale-after", properties.drift().staleAfterOrDefault()),
                line("workflow.give-up-after", properties.workflow().giveUpAfter()),
                line("workflow.concurrency", properties.workflow().concurrency()),
                line("audit.keys", count(properties.audit().keys())),
                line("audit.validation-interval", properties.audit().validationInterval()),
                line(
                        "compliance.require-permissions-boundary",
                        properties.compliance().requirePermissionsBoundary()),
                line("compliance.longest-session", properties.compliance().longestSession()),
                line("compliance.longest-waiver", properties.compliance().longestWaiver()),
                line("compliance.waiver-approval", properties.compliance().waiverApproval()),
                line("access-review.enabled", properties.accessReview().enabled()),
                line("access-review.review-every", properties.accessReview().reviewEvery()),
                line("notifications", count(properties.notifications())),
                line("security.tokens", count(properties.security().tokens())));
    }

    private static SettingLine line(String name, String value) {
        return new SettingLine(name, value);
    }

    private static SettingLine line(String name, boolean value) {
        return new SettingLine(name, String.valueOf(value));
    }

    private static SettingLine line(String name, int value) {
        return new SettingLine(name, String.valueOf(value));
    }

    private static SettingLine line(String name, Duration value) {
        return new SettingLine(name, words(value));
    }

    /** As in the configuration: {@code 5m}, {@code 90d}. */
    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 || duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String text(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static String isSet(@Nullable String value) {
        return value == null ? NOT_SET : SET;
    }

    private static String count(List<?> values) {
        return String.valueOf(values.size());
    }
}
