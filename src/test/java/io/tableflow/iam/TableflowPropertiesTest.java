package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Invalid settings are refused by name, and secrets are not repeated. */
class TableflowPropertiesTest {

    private static final Map<String, String> CONFLUENT_KEY =
            Map.of("tableflow.confluent.api-key", "CKEY", "tableflow.confluent.api-secret", "hunter2");

    @Test
    void nothingNeedsToBeSet() {
        TableflowProperties properties = bind(Map.of());

        assertThat(properties.workflow().giveUpAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(properties.workflow().firstBackoff()).isEqualTo(Duration.ofMillis(500));
        assertThat(properties.workflow().longestBackoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.workflow().concurrency()).isEqualTo(16);
        assertThat(properties.drift().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(properties.drift().repair()).isTrue();
        assertThat(properties.webhook().secrets()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "tableflow.aws.region, Frankfurt",
        "tableflow.aws.provisioner-role-name, arn:aws:iam::123456789012:role/x",
        "tableflow.aws.provisioner-external-id, a b",
        "tableflow.webhook.secrets[0], hunter2",
        "tableflow.webhook.secrets[0], whsec_aHVudGVyMg==",
        "tableflow.webhook.secrets[0], whsec_hunter2!",
        "tableflow.confluent.principal-accounts[0], confluent",
        "tableflow.confluent.endpoint, api.confluent.cloud",
        "tableflow.confluent.endpoint, not a url",
        "tableflow.confluent.endpoint, ftp://api.confluent.cloud",
        "tableflow.confluent.endpoint, https://api.confluent.cloud?hunter2",
        "tableflow.confluent.endpoint, https://me:hunter2@api.confluent.cloud",
        "tableflow.confluent.endpoint, http://api.confluent.cloud",
        "tableflow.confluent.endpoint, http://127.0.0.1.example.com",
        "tableflow.confluent.poll-interval, 10ms",
        "tableflow.drift.interval, 0s",
        "tableflow.security.clock-skew, 1h",
        "tableflow.workflow.give-up-after, -1h",
        "tableflow.workflow.first-backoff, 0s",
        "tableflow.workflow.longest-backoff, 1ms",
        "tableflow.workflow.concurrency, 0"
    })
    void refusesWhatMakesNoSenseByItsName(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageStartingWith(property + " must be")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "name, Chat",
        "url, hooks.example.com",
        "url, not a url hunter2",
        "url, http://hooks.example.com",
        "url, https://me:hunter2@hooks.example.com",
        "url, https://hooks.example.com#hunter2",
        "url, file:///etc/passwd",
        "secret, hunter2",
        "previous-secret, whsec_hunter2",
        "events[0], DRIFTS_*",
        "events[0], drift_found"
    })
    void refusesAnEndpointOfNotificationsThatCannotBeByItsName(String property, String value) {
        String endpoint = "tableflow.notifications[0].";
        Map<String, String> settings = new HashMap<>(Map.of(
                endpoint + "url",
                "https://hooks.example.com/?token=x",
                endpoint + "secret",
                "whsec_" + "c2Vj".repeat(8)));
        assertThat(bind(settings).notifications().getFirst().nameOrDefault()).matches("endpoint-[0-9a-f]{8}");
        settings.put(endpoint + property, value);

        assertThatThrownBy(() -> bind(settings))
                .rootCause()
                .hasMessageStartingWith(endpoint + property + " must be")
                .hasMessageNotContaining("hunter2");
        settings.put(endpoint + "allow-private-addresses", "true");
        settings.put(endpoint + property, "http://hooks.example.com");
        assertThat(property.equals("url") ? bind(settings).notifications() : List.of(1))
                .hasSize(1);
    }

    @Test
    void refusesTwoEndpointsOfNotificationsWithOneName() {
        String first = "tableflow.notifications[0].";
        String second = "tableflow.notifications[1].";
        Map<String, String> settings = Map.of(
                first + "url",
                "https://hooks.example.com",
                first + "secret",
                "whsec_" + "c2Vj".repeat(8),
                second + "url",
                "https://hooks.example.com",
                second + "secret",
                "whsec_" + "c2Vj".repeat(8));

        assertRefused(settings, second + "name must be another one");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"tableflow.webhook.secrets[1], whsec_hunter2", "tableflow.security.tokens, hunter2"})
    void theReportOfAFailedStartRepeatsNoValue(String property, String value) {
        BindException failure = catchThrowableOfType(BindException.class, () -> bind(Map.of(property, value)));

        assertThat(new SettingsAnalyzer().analyze(failure, failure))
                .extracting(FailureAnalysis::getDescription, InstanceOfAssertFactories.STRING)
                .contains("tableflow.")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:4567",
                "http://127.0.0.1:4567/",
                "http://[::1]:4567",
                "https://proxy.example/confluent"
            })
    void confluentMayBeElsewhereButOverHttpOnlyOnThisHost(String endpoint) {
        ConfluentProperties confluent =
                bind(Map.of("tableflow.confluent.endpoint", endpoint)).confluent();

        assertThat(confluent.endpoint()).isEqualTo(endpoint.replaceAll("/$", ""));
        assertThat(confluent.hasApiKey()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tableflow.confluent.api-key, tableflow.confluent.api-secret",
        "tableflow.confluent.api-secret, tableflow.confluent.api-key",
        "tableflow.confluent.tableflow-api-key, tableflow.confluent.tableflow-api-secret",
        "tableflow.confluent.tableflow-api-secret, tableflow.confluent.tableflow-api-key"
    })
    void refusesHalfAnApiKeyAndNamesTheOtherHalf(String given, String missing) {
        Map<String, String> whole = new HashMap<>(CONFLUENT_KEY);
        whole.put("tableflow.confluent.tableflow-api-key", "TKEY");
        whole.put("tableflow.confluent.tableflow-api-secret", "hunter2");
        bind(whole);

        assertRefused(without(whole, missing), missing + " must be set where " + given + " is");
        whole.put(missing, " ");
        assertRefused(whole, missing + " must be set where " + given + " is");
    }

    @Test
    void refusesATableflowKeyWithoutTheCloudKey() {
        Map<String, String> settings = Map.of(
                "tableflow.confluent.tableflow-api-key", "TKEY", "tableflow.confluent.tableflow-api-secret", "hunter2");

        assertRefused(
                settings, "tableflow.confluent.api-key must be set where tableflow.confluent.tableflow-api-key is");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "tableflow.confluent.api-key, AB:CD",
        "tableflow.confluent.api-key, A B",
        "tableflow.confluent.api-secret, two words hunter2"
    })
    void refusesAKeyThatHttpBasicCannotCarry(String property, String value) {
        Map<String, String> settings = new HashMap<>(CONFLUENT_KEY);
        settings.put(property, value);

        assertThatThrownBy(() -> bind(settings))
                .rootCause()
                .hasMessageStartingWith(property + " must be")
                .hasMessageNotContaining(value);
    }

    @Test
    void theSettingsOfConfluentShowNoSecret() {
        ConfluentProperties confluent = bind(CONFLUENT_KEY).confluent();

        assertThat(confluent.hasApiKey()).isTrue();
        assertThat(confluent.pollInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(confluent.onMissing()).isEqualTo(ConfluentProperties.OnMissing.REPORT);
        assertThat(confluent.toString()).contains("CKEY").doesNotContain("hunter2");
    }

    @Test
    void refusesATokenWithoutItsParts() {
        String token = "tableflow.security.tokens[0].";
        Map<String, String> whole = Map.of(
                token + "name", "ci", token + "sha256", "a".repeat(64), token + "scopes[0]", "environments:read");

        assertThat(bind(whole).security().tokens()).hasSize(1);
        assertRefused(without(whole, token + "name"), token + "name");
        assertRefused(without(whole, token + "sha256"), token + "sha256");
        assertRefused(without(whole, token + "scopes[0]"), token + "scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "c2hvcnQ=", "not base64!"})
    void refusesAKeyOfTheTrailThatIsTooShort(String key) {
        assertRefused(Map.of("tableflow.audit.keys[0]", key), "tableflow.audit.keys[0] must be");
    }

    @Test
    void refusesToValidateTheTrailWithoutAPause() {
        assertRefused(
                Map.of("tableflow.audit.validation-interval", "59s"),
                "tableflow.audit.validation-interval must be one minute or longer");
    }

    @Test
    void refusesTwoTokensThatAreOne() {
        String first = "tableflow.security.tokens[0].";
        String second = "tableflow.security.tokens[1].";
        Map<String, String> settings = Map.of(
                first + "name", "ci",
                first + "sha256", "a".repeat(64),
                first + "scopes[0]", "environments:read",
                second + "name", "cd",
                second + "sha256", "A".repeat(64),
                second + "scopes[0]", "environments:write");

        assertRefused(settings, second + "sha256 is used twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tableflow-iam", "system", "anonymous", "confluent-webhook", " ", "two\nlines", "\u202eic"})
    void refusesATokenWhoseHolderCouldPassForSomebodyElse(String name) {
        String token = "tableflow.security.tokens[0].";
        Map<String, String> settings = Map.of(
                token + "name", name, token + "sha256", "a".repeat(64), token + "scopes[0]", "environments:read");

        assertRefused(settings, token + "name must");
    }

    @Test
    void refusesASettingThatThereIsNotAndNamesIt() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(OnlyTheSettings.class);
            TestPropertyValues.of("tableflow.confluent.principal-acounts[0]=hunter2")
                    .applyTo(context);

            Throwable failure = catchThrowable(context::refresh);

            assertThat(new SettingsAnalyzer().analyze(failure))
                    .extracting(FailureAnalysis::getDescription, InstanceOfAssertFactories.STRING)
                    .contains("tableflow.confluent.principal-acounts[0]")
                    .doesNotContain("hunter2");
        }
    }

    @EnableConfigurationProperties(TableflowProperties.class)
    static class OnlyTheSettings {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dev-*",
                "dev_*",
                "dev.*",
                "(dev|prod)",
                "dev-?",
                "${environment}",
                "1234567890123456789012345678901234567890"
            })
    void refusesAPatternThatFitsNoNameOfAnEnvironment(String pattern) {
        String token = "tableflow.security.tokens[0].";
        Map<String, String> settings = Map.of(
                token + "name", "ci",
                token + "sha256", "a".repeat(64),
                token + "scopes[0]", "environments:read",
                token + "environments[0]", "dev-*",
                token + "environments[1]", pattern);

        assertRefused(settings, token + "environments[1] must be");
    }

    private static void assertRefused(Map<String, String> settings, String property) {
        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageStartingWith(property);
    }

    private static Map<String, String> without(Map<String, String> settings, String key) {
        Map<String, String> rest = new HashMap<>(settings);
        rest.remove(key);
        return rest;
    }

    private static TableflowProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tableflow", TableflowProperties.class);
    }
}
