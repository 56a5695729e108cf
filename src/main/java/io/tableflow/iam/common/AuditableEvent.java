package io.tableflow.iam.common;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs into the audit trail. Whoever publishes one as an application event has it written down; the trail
 * knows nothing of the modules that do. No part of it may hold a secret, such as an external id, a token or a signature.
 */
public interface AuditableEvent {

    /** The actor of what the service does by itself. */
    String SERVICE = "tableflow-iam";

    /** What happened. */
    AuditEventType type();

    /** The environment that it happened to; {@code null} if to none, or to one that cannot be believed. */
    default @Nullable Subject environment() {
        return null;
    }

    /** Who did it; {@code null}: the caller of the request that is being served. */
    default @Nullable String actor() {
        return null;
    }

    /** Why; {@code null} where the request that is being served says it. */
    default @Nullable String reason() {
        return null;
    }

    /** The workflow that did it, which correlates it where no request does. */
    default @Nullable UUID correlation() {
        return null;
    }

    /** What it changed. */
    default Change change() {
        return Change.NONE;
    }

    /** What else belongs to it. */
    default Map<String, ?> details() {
        return Map.of();
    }

    /** How it gets into the trail. */
    default Recording recording() {
        return Recording.WITH_ITS_EFFECT;
    }

    /** One life of an environment. */
    record Subject(UUID id, String name) {}

    /**
     * A change, to be written as JSON.
     *
     * @param before what was so until now; {@code null} where nothing was, or nothing changed
     * @param after what is so from now on, likewise
     */
    record Change(@Nullable Object before, @Nullable Object after) {

        public static final Change NONE = new Change(null, null);
    }

    /** How an event gets into the trail. */
    enum Recording {
        /** In the running transaction: an entry without its effect, or the reverse, cannot be. */
        WITH_ITS_EFFECT,
        /** In the running transaction if there is one, else in its own: what it tells of was refused and rolled back. */
        ON_ITS_OWN,
        /** On its own, and counted instead of written where too many come: anybody can cause it. */
        ON_ITS_OWN_IF_FEW
    }
}
