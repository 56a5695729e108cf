package io.tableflow.iam.notification;

/**
 * What is posted.
 *
 * @param id the same for every attempt, so that a receiver knows what it has already; without a full stop, which separates the signed
 *     parts
 * @param body JSON, as UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record NotificationMessage(String id, byte[] body) {}
