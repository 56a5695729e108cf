package io.tableflow.iam.policy;

import java.util.List;
import java.util.Locale;

/** The three resources in IAM that make up an environment. */
public enum ResourceKind {
    /** The role that Confluent assumes. */
    ROLE(PolicyKind.TRUST),
    /** The managed policy for the bucket. */
    S3_POLICY(PolicyKind.S3),
    /** The managed policy for the Glue catalog. */
    GLUE_POLICY(PolicyKind.GLUE);

    /** Those that are managed policies. */
    public static final List<ResourceKind> POLICIES = List.of(S3_POLICY, GLUE_POLICY);

    private final PolicyKind document;

    ResourceKind(PolicyKind document) {
        this.document = document;
    }

    /** The document that the resource carries: the trust of the role, what the policy allows. */
    public PolicyKind document() {
        return document;
    }

    /** As names of steps have it: {@code role}, {@code s3-policy}, {@code glue-policy}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
