package io.tableflow.iam.common;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that the audit trail records if it is published as an application event. The trail does not depend on the
 * modules that publish. No part of an event may hold a secret, such as an external id, a token or a signature.
 */
public interface AuditableEvent {

    /** The actor of what the service does on its own initiative. */
    String SERVICE = "tableflow-iam";

    /** What happened. */
    AuditEventType type();

    /** The environment; {@code null} if there is none, or if its name comes from a source that cannot be trusted. */
    default @Nullable Subject environment() {
        return null;
    }

    /** Who did it; {@code null}: the caller of the current request. */
    default @Nullable String actor() {
        return null;
    }

    /** Why; {@code null}: method and path of the current request. */
    default @Nullable String reason() {
        return null;
    }

    /** The id of the workflow that did it, which correlates the entry if there is no current request. */
    default @Nullable UUID correlation() {
        return null;
    }

    /** What it changed. */
    default Change change() {
        return Change.NONE;
    }

    /** Further details. */
    default Map<String, ?> details() {
        return Map.of();
    }

    /** In which transaction it is recorded. */
    default Recording recording() {
        return Recording.WITH_ITS_EFFECT;
    }

    /**
     * An environment.
     *
     * @param id differs for each environment that ever had the name
     */
    record Subject(UUID id, String name) {}

    /**
     * A change, to be written as JSON.
     *
     * @param before the old value; {@code null} if there was none, or nothing changed
     * @param after the new value; {@code null} if there is none, or nothing changed
     */
    record Change(@Nullable Object before, @Nullable Object after) {

        public static final Change NONE = new Change(null, null);
    }

    /** In which transaction an event is recorded. */
    enum Recording {
        /**
         * In the running transaction, so that there is neither an entry without its effect, nor an effect without its
         * entry.
         */
        WITH_ITS_EFFECT,
        /**
         * In the running transaction, or in one of its own if there is none: the event is about something that was
         * refused and rolled back.
         */
        ON_ITS_OWN,
        /**
         * Like {@link #ON_ITS_OWN}, but if there are too many, they are counted instead of recorded, because anybody
         * can cause them.
         */
        ON_ITS_OWN_IF_FEW
    }
}
