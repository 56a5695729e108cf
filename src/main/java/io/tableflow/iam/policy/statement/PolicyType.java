package io.tableflow.iam.policy.statement;

/** The types of policies, in the words of AWS's own messages (IAM User Guide, "Troubleshoot access denied error messages"). */
public enum PolicyType {
    IDENTITY("an identity-based policy"),
    RESOURCE("a resource-based policy"),
    ROLE_TRUST("a role trust policy"),
    BOUNDARY("a permissions boundary"),
    SESSION("a session policy"),
    SERVICE_CONTROL("a service control policy"),
    RESOURCE_CONTROL("a resource control policy");

    private final String withArticle;

    PolicyType(String withArticle) {
        this.withArticle = withArticle;
    }

    /** Such as {@code a role trust policy}. */
    public String withArticle() {
        return withArticle;
    }

    /** Such as {@code role trust policy}. */
    public String words() {
        return withArticle.substring(withArticle.indexOf(' ') + 1);
    }

    /** Whether its statements name who is meant. */
    public boolean namesPrincipals() {
        return this == RESOURCE || this == ROLE_TRUST || this == RESOURCE_CONTROL;
    }
}
