package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Provider integrations of AWS at Confluent Cloud. Each method is one call (a list: one for each page) and is not repeated
 * here: {@link ConfluentCloudException} says what a failure means and whether the same call may succeed later. No method may
 * be called inside a database transaction.
 *
 * <p>Confluent has no idempotency key. What identifies an integration before its id is known is the Confluent environment and
 * the customer's role, which only one integration of that environment may have.
 *
 * <p>It is implemented by {@code pim/v1}. {@code pim/v2} drafts an integration before its role is known and validates it; its
 * clients offer that for other clouds only, so nothing here depends on it.
 */
public interface ConfluentCloud {

    /**
     * The same, and every call that changes something is reported to {@code writes} as soon as it has ended, also where it
     * failed, since it may have taken effect all the same. A call that was not made is not reported.
     *
     * @param beforeEach called right before each such call, which is not made if it throws
     */
    ConfluentCloud recording(Runnable beforeEach, Consumer<CloudWrite> writes);

    /**
     * Creates an integration. Confluent does not look at the role: it need neither exist nor let anybody in.
     *
     * @param confluentEnvironment {@code env-...}
     * @param displayName 1-60 characters; not unique
     * @param customerRole the role that Confluent is to assume: ours
     * @return what Confluent has created
     * @throws ConfluentCloudException {@code CONFLICT} or {@code INVALID} also where the Confluent environment has an integration for the
     *     role already (which of both is not documented), and where the answer was lost it may have been created
     *     ({@link ConfluentCloudException#mayHaveTakenEffect()}): {@link #list} shows it
     */
    CloudIntegration create(String confluentEnvironment, String displayName, RoleArn customerRole);

    /**
     * All AWS integrations of a Confluent environment. Entries for other clouds, and those that cannot be understood, are left
     * out: an integration that is not in the list is gone only if {@link #find} does not find it either.
     *
     * @throws ConfluentCloudException if not all pages can be read: never a part of the list
     */
    List<CloudIntegration> list(String confluentEnvironment);

    /**
     * One integration.
     *
     * @return empty if Confluent says 404
     * @throws ConfluentCloudException {@code FORBIDDEN} is also what Confluent may say of an integration that is gone: it is, if
     *     {@link #list} succeeds and does not have it
     */
    Optional<CloudIntegration> find(String confluentEnvironment, String id);

    /**
     * Deletes an integration; one that does not exist (404) is deleted.
     *
     * @throws ConfluentCloudException {@code CONFLICT} while something uses it, and for a while after; {@code FORBIDDEN} see
     *     {@link #find}
     */
    void delete(String confluentEnvironment, String id);
}
