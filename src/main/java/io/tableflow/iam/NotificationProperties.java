package io.tableflow.iam;

import static io.tableflow.iam.TableflowProperties.blankToNull;
import static io.tableflow.iam.TableflowProperties.require;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An endpoint that is told of events.
 *
 * @param name by which it is known in the API, in metrics, and where its cursor is stored; without it, one that is made of the URL
 * @param url where events are posted to
 * @param secret the Standard Webhooks secret that signs them, {@code whsec_<base64 of 24-64 bytes>}
 * @param previousSecret one that signs them, too, while the receiver is given another
 * @param events types of events, or patterns of them such as {@code DRIFT_*}; none: all but those that only say how something is done
 * @param allowPrivateAddresses whether its host may have an address that is not public; only then may the URL be {@code http}
 */
public record NotificationProperties(
        @Nullable String name,
        @DefaultValue("") String url,
        @DefaultValue("") String secret,
        @Nullable String previousSecret,
        @DefaultValue List<String> events,
        @DefaultValue("false") boolean allowPrivateAddresses) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern EVENT = Pattern.compile("[A-Z_*]{1,64}");
    private static final int LENGTH_OF_HASH = 8;
    private static final int LONGEST_URL = 2048;

    public NotificationProperties {
        name = blankToNull(name);
        url = url.strip();
        previousSecret = blankToNull(previousSecret);
        events = List.copyOf(events);
    }

    /** All endpoints, each checked by its place in the list. */
    static List<NotificationProperties> checked(List<NotificationProperties> all) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String property = "tableflow.notifications[" + i + "]";
            all.get(i).check(property);
            require(
                    names.add(all.get(i).nameOrDefault()),
                    property + ".name must be another one than that of an endpoint before it: by its name an endpoint's"
                            + " place in the events is stored");
        }
        return List.copyOf(all);
    }

    private void check(String property) {
        require(
                name == null || NAME.matcher(name).matches(),
                property + ".name must be 1-40 of a-z, 0-9 and hyphens, and begin and end with a letter or digit");
        checkUrl(property + ".url");
        require(
                StandardWebhooksSecret.isValid(secret),
                property + ".secret must be whsec_ followed by the base64 of 24 to 64 bytes");
        require(
                previousSecret == null || StandardWebhooksSecret.isValid(previousSecret),
                property + ".previous-secret must be whsec_ followed by the base64 of 24 to 64 bytes");
        for (int i = 0; i < events.size(); i++) {
            String pattern = events.get(i);
            require(
                    EVENT.matcher(pattern).matches()
                            && AuditEventType.NAMES.stream().anyMatch(it -> fits(pattern, it)),
                    property + ".events[" + i + "] must be a type of event such as TRUST_ESTABLISHED, or a pattern that"
                            + " fits one, such as DRIFT_*");
        }
    }

    private void checkUrl(String property) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            // Without the cause: it repeats the value, which may hold a password.
            throw new IllegalArgumentException(property + " must be a URL");
        }
        require(
                url.length() <= LONGEST_URL
                        && uri.getHost() != null
                        && uri.getScheme() != null
                        && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                        && uri.getUserInfo() == null
                        && uri.getRawFragment() == null,
                property + " must be a URL such as https://hooks.example.com/tableflow, without user and fragment");
        require(
                uri.getScheme().equalsIgnoreCase("https") || allowPrivateAddresses,
                property
                        + " must be https; http is for receivers in the own network, with allow-private-addresses=true");
    }

    /** The name, or one that is always the same for the URL. */
    public String nameOrDefault() {
        return name != null ? name : "endpoint-" + Sha256.sha256Hex(url).substring(0, LENGTH_OF_HASH);
    }

    /** The types of events that the patterns fit; empty if there are none. */
    public Set<String> chosenTypes() {
        Set<String> types = new HashSet<>();
        for (String type : AuditEventType.NAMES) {
            if (events.stream().anyMatch(pattern -> fits(pattern, type))) {
                types.add(type);
            }
        }
        return types;
    }

    private static boolean fits(String pattern, String type) {
        return type.matches(pattern.replace("*", ".*"));
    }

    /** Without the secrets, and without what the URL may hold of one. */
    @Override
    public String toString() {
        return "NotificationProperties[" + nameOrDefault() + "]";
    }
}
