package io.tableflow.iam;

import static io.tableflow.iam.TableflowProperties.blankToNull;
import static io.tableflow.iam.TableflowProperties.require;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of Confluent's side, and how Confluent Cloud is called. Without {@code apiKey} it is not called at all: the
 * webhook alone brings integrations.
 *
 * @param principalAccounts the AWS accounts whose principals an integration may name; empty means any
 * @param endpoint the address of Confluent Cloud's API, without a slash at its end
 * @param apiKey the id of a Cloud API key, by which provider integrations are created, read and deleted
 * @param apiSecret its secret
 * @param pollInterval the pause between two looks at the integrations of each Confluent environment
 * @param onMissing what is done when an integration that was there is gone
 * @param tableflowApiKey the id of a Tableflow API key, by which Confluent's own verdict on topics and catalogs is read; null: it is
 *     not asked for
 * @param tableflowApiSecret its secret
 * @param kafkaClusters the Kafka clusters that are asked for, as {@code env-abc12/lkc-abc12}, beside those that are known otherwise
 */
public record ConfluentProperties(
        @DefaultValue List<String> principalAccounts,
        @DefaultValue("https://api.confluent.cloud") String endpoint,
        @Nullable String apiKey,
        @Nullable String apiSecret,
        @DefaultValue("5m") Duration pollInterval,
        @DefaultValue("report") OnMissing onMissing,
        @Nullable String tableflowApiKey,
        @Nullable String tableflowApiSecret,
        @DefaultValue List<String> kafkaClusters) {

    /** What is done when an integration that was there is gone at Confluent. */
    public enum OnMissing {
        /** It is shown, recorded and measured; the trust stays. */
        REPORT,
        /** The trust denies everyone again, until there is another integration. */
        WITHDRAW,
        /** Another integration is created, and the trust lets its principal in. */
        RECREATE
    }

    // A colon would end the key in HTTP Basic (RFC 7617).
    private static final Pattern KEY = Pattern.compile("[!-9;-~]{1,255}");
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,255}");
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9-]{1,64}/[A-Za-z0-9-]{1,64}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public ConfluentProperties {
        for (int i = 0; i < principalAccounts.size(); i++) {
            require(
                    principalAccounts.get(i).matches("\\d{12}"),
                    "tableflow.confluent.principal-accounts[" + i + "] must be an AWS account id of 12 digits");
        }
        principalAccounts = List.copyOf(principalAccounts);
        endpoint = endpoint.strip().replaceAll("/+$", "");
        requireEndpoint(endpoint);
        apiKey = blankToNull(apiKey);
        apiSecret = blankToNull(apiSecret);
        tableflowApiKey = blankToNull(tableflowApiKey);
        tableflowApiSecret = blankToNull(tableflowApiSecret);
        requirePair("tableflow.confluent.api", apiKey, apiSecret);
        requirePair("tableflow.confluent.tableflow-api", tableflowApiKey, tableflowApiSecret);
        require(
                tableflowApiKey == null || apiKey != null,
                "tableflow.confluent.api-key must be set where tableflow.confluent.tableflow-api-key is: without the"
                        + " integrations, Confluent's verdict is not asked for");
        for (int i = 0; i < kafkaClusters.size(); i++) {
            require(
                    CLUSTER.matcher(kafkaClusters.get(i)).matches(),
                    "tableflow.confluent.kafka-clusters[" + i
                            + "] must be a Confluent environment and a Kafka cluster, such as"
                            + " env-abc12/lkc-abc12");
        }
        kafkaClusters = List.copyOf(kafkaClusters);
        require(
                pollInterval.compareTo(Duration.ofSeconds(1)) >= 0,
                "tableflow.confluent.poll-interval must be one second or longer");
    }

    /** Whether the service may call Confluent Cloud. */
    public boolean hasApiKey() {
        return apiKey != null;
    }

    private static void requireEndpoint(String endpoint) {
        URI uri;
        try {
            uri = new URI(endpoint);
        } catch (URISyntaxException malformed) {
            // Without the cause: it repeats the value, which may hold a password.
            throw new IllegalArgumentException("tableflow.confluent.endpoint must be a URL");
        }
        String host = uri.getHost();
        require(
                host != null
                        && uri.getScheme() != null
                        && uri.getScheme().matches("(?i)https?")
                        && uri.getUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null,
                "tableflow.confluent.endpoint must be a URL such as https://api.confluent.cloud, without user, query and"
                        + " fragment");
        require(
                uri.getScheme().equalsIgnoreCase("https")
                        || LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches(),
                "tableflow.confluent.endpoint must be https, since the API key is sent there; http is for a loopback"
                        + " host only");
    }

    private static void requirePair(String prefix, @Nullable String key, @Nullable String secret) {
        require(key == null || secret != null, prefix + "-secret must be set where " + prefix + "-key is");
        require(secret == null || key != null, prefix + "-key must be set where " + prefix + "-secret is");
        require(
                key == null || KEY.matcher(key).matches(),
                prefix + "-key must be the id of an API key: 1-255 ASCII characters without blanks and colons");
        require(
                secret == null || SECRET.matcher(secret).matches(),
                prefix + "-secret must be the secret of an API key: 1-255 ASCII characters without blanks");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ConfluentProperties[principalAccounts=" + principalAccounts + ", endpoint=" + endpoint + ", apiKey="
                + apiKey + ", pollInterval=" + pollInterval + ", onMissing=" + onMissing + ", tableflowApiKey="
                + tableflowApiKey + "]";
    }
}
