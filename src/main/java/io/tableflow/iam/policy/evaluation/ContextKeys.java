package io.tableflow.iam.policy.evaluation;

import java.util.Locale;
import java.util.Set;

/** What AWS documents of the condition keys (IAM User Guide, "AWS global condition context keys", "IAM and AWS STS condition context keys"). */
final class ContextKeys {

    /** Keys with several values. */
    private static final Set<String> MULTIVALUED = Set.of(
            "aws:calledvia",
            "aws:principalorgpaths",
            "aws:principalservicenameslist",
            "aws:resourceorgpaths",
            "aws:sourceorgpaths",
            "aws:tagkeys",
            "aws:vpceorgpaths",
            "sts:transitivetagkeys",
            "kms:encryptioncontextkeys",
            "kms:grantoperations",
            "kms:resourcealiases",
            "glue:vpcids",
            "glue:subnetids",
            "glue:securitygroupids");

    /** The services whose keys are only in requests to them. */
    private static final Set<String> SERVICES = Set.of("iam", "sts", "s3", "glue", "kms", "lakeformation");

    /** Only in requests that a service makes for one of its resources. */
    private static final Set<String> OF_SERVICES =
            Set.of("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths");

    private ContextKeys() {}

    static boolean isMultivalued(String lowerCaseKey) {
        return MULTIVALUED.contains(lowerCaseKey);
    }

    static boolean isOfServices(String lowerCaseKey) {
        return OF_SERVICES.contains(lowerCaseKey);
    }

    /**
     * Whether requests for an action can have a key. {@code sts:TagSession} is checked with the keys of tags only (IAM User Guide,
     * "Pass session tags in AWS STS").
     */
    static boolean supports(String action, String lowerCaseKey) {
        String lowerCase = action.toLowerCase(Locale.ROOT);
        String prefix = prefix(lowerCaseKey);
        if (!SERVICES.contains(prefix)) {
            return true;
        }
        return prefix.equals(prefix(lowerCase))
                && (!lowerCase.equals("sts:tagsession") || lowerCaseKey.equals("sts:transitivetagkeys"));
    }

    private static String prefix(String text) {
        return text.substring(0, Math.max(text.indexOf(':'), 0));
    }
}
