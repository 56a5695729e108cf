package io.tableflow.iam.policy;

import java.util.regex.Pattern;

/**
 * Who Confluent is for one environment: the one principal that the trust lets in, and what it must say.
 *
 * @param role Confluent's role, one of its own for each integration
 * @param externalId what Confluent presents on AssumeRole; 2-1224 characters of {@code [\w+=,.@:/-]}, the limits of STS
 */
public record TrustedPrincipal(RoleArn role, String externalId) {

    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    /** @throws IllegalArgumentException where STS would refuse the external id */
    public TrustedPrincipal {
        if (!isExternalId(externalId)) {
            throw new IllegalArgumentException("The external id must be 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-.");
        }
    }

    /** Whether STS takes a text as an external id. */
    public static boolean isExternalId(String text) {
        return EXTERNAL_ID.matcher(text).matches();
    }
}
