package io.tableflow.iam.policy;

import java.util.regex.Pattern;

/**
 * Confluent's side of one environment: the only principal that the trust lets in, and the external id that it must
 * send.
 *
 * @param role Confluent's role, a different one for each integration
 * @param externalId what Confluent sends on AssumeRole; 2-1224 characters of {@code [\w+=,.@:/-]}, the limits of STS
 */
public record TrustedPrincipal(RoleArn role, String externalId) {

    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    /** @throws IllegalArgumentException if STS would reject the external id */
    public TrustedPrincipal {
        if (!isExternalId(externalId)) {
            throw new IllegalArgumentException("The external id must be 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-.");
        }
    }

    /** Whether STS accepts a text as an external id. */
    public static boolean isExternalId(String text) {
        return EXTERNAL_ID.matcher(text).matches();
    }
}
