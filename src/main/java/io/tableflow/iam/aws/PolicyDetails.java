package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;

/**
 * A customer managed policy in the answer of GetAccountAuthorizationDetails.
 *
 * <p>The API's {@code ManagedPolicyDetail} has no tags, so it does not say who owns the policy. Before a policy is
 * changed or deleted, {@link IamAccount#findPolicy} must show that it carries our id. Changed tags, too, are only found
 * by that call.
 *
 * @param defaultVersionId the version in force
 * @param document the document of that version, decoded; as it was received if it cannot be decoded, and empty if it is
 *     missing: both equal no document of ours
 */
public record PolicyDetails(String arn, String name, String defaultVersionId, PolicyDocument document) {}
