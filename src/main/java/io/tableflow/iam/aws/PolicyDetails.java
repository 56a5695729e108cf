package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;

/**
 * A customer managed policy as GetAccountAuthorizationDetails tells it.
 *
 * <p>The API's {@code ManagedPolicyDetail} has no tags: whose the policy is does not show here. Before it is changed or
 * deleted, {@link IamAccount#findPolicy} has to say that it carries our id; and that its tags were changed is seen by that
 * call alone.
 *
 * @param defaultVersionId the version that is in force
 * @param document that version's document, decoded; what cannot be decoded is there as it came, what is missing is the
 *     empty text, and both are the same as nothing
 */
public record PolicyDetails(String arn, String name, String defaultVersionId, PolicyDocument document) {}
