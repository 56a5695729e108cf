package io.tableflow.iam.notification;

import io.tableflow.iam.NotificationProperties;
import io.tableflow.iam.common.AuditEventType;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * An endpoint, as it is configured.
 *
 * @param name by which it is known, and where its cursor is stored
 * @param types the types of events that it is told of
 * @param allowPrivateAddresses whether its host may have an address that is not public
 */
public record NotificationEndpoint(
        String name, URI url, MessageSigner signer, Set<String> types, boolean allowPrivateAddresses) {

    /** What says how something is done, who asked for it in vain, or how endpoints are operated. */
    private static final Set<AuditEventType> NOT_BY_DEFAULT = Set.of(
            AuditEventType.ACCESS_REFUSED,
            AuditEventType.ATTEMPT_LOST,
            AuditEventType.AWS_WRITE,
            AuditEventType.CALLBACK_ACCEPTED,
            AuditEventType.CALLBACK_REFUSED,
            AuditEventType.CALLBACK_REPEATED,
            AuditEventType.CONFLUENT_WRITE,
            AuditEventType.LOGIN_REFUSED,
            AuditEventType.NOTIFICATION_ENABLED,
            AuditEventType.NOTIFICATION_REPLAYED,
            AuditEventType.NOTIFICATION_TESTED,
            AuditEventType.REFUSALS_COUNTED,
            AuditEventType.WORKFLOW_BEGUN,
            AuditEventType.WORKFLOW_CANCELLED,
            AuditEventType.WORKFLOW_RESUMED,
            AuditEventType.WORKFLOW_SUCCEEDED);

    static NotificationEndpoint of(NotificationProperties settings) {
        return new NotificationEndpoint(
                settings.nameOrDefault(),
                URI.create(settings.url()),
                MessageSigner.of(settings),
                settings.events().isEmpty() ? typesByDefault() : settings.chosenTypes(),
                settings.allowPrivateAddresses());
    }

    /** The types that an endpoint is told of which names none. */
    static Set<String> typesByDefault() {
        Set<String> types = new TreeSet<>(AuditEventType.NAMES);
        NOT_BY_DEFAULT.forEach(type -> types.remove(type.name()));
        return types;
    }

    /** The URL without its query, which may be a secret. */
    public String shownUrl() {
        String whole = url.toString();
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query);
    }
}
