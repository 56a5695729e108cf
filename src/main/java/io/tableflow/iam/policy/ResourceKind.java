package io.tableflow.iam.policy;

import java.util.List;
import java.util.Locale;

/** The three resources of an environment in IAM. */
public enum ResourceKind {
    /** The role that Confluent assumes. */
    ROLE(PolicyKind.TRUST),
    /** The managed policy for the bucket. */
    S3_POLICY(PolicyKind.S3),
    /** The managed policy for the Glue catalog. */
    GLUE_POLICY(PolicyKind.GLUE);

    /** The kinds that are managed policies. */
    public static final List<ResourceKind> POLICIES = List.of(S3_POLICY, GLUE_POLICY);

    private final PolicyKind document;

    ResourceKind(PolicyKind document) {
        this.document = document;
    }

    /** The document of the resource: the role's trust, or what the policy allows. */
    public PolicyKind document() {
        return document;
    }

    /** The name in names of steps: {@code role}, {@code s3-policy}, {@code glue-policy}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
