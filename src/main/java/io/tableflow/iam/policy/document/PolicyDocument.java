package io.tableflow.iam.policy.document;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy document: the JSON text that is sent to IAM, or was read from it.
 *
 * <p>Two records are {@code equals} if their texts are; {@link #sameAs} compares their meaning. Any text is accepted: a
 * live document that is not JSON is a difference to report, and must not end a comparison.
 *
 * @param json the text, decoded
 */
public record PolicyDocument(String json) {

    private static final Pattern DELETED = Pattern.compile("(AROA|AIDA)[A-Z0-9]+");

    /**
     * Whether both have the same meaning to IAM, as {@link CanonicalPolicy} defines it. A text that is not a JSON
     * object is only the same as an identical text.
     */
    public boolean sameAs(PolicyDocument other) {
        if (json.equals(other.json)) {
            return true;
        }
        Optional<CanonicalPolicy> canonical = CanonicalPolicy.of(json);
        return canonical.isPresent() && canonical.equals(CanonicalPolicy.of(other.json));
    }

    /**
     * The unique ids in the place of principals that were deleted. IAM replaces the ARN of a deleted role or user by
     * its {@code AROA...} or {@code AIDA...} id. Nobody can be that principal again, not even a new one with the same
     * name. Empty if there are none, or if the text is not a policy.
     */
    public Set<String> deletedPrincipals() {
        return PolicyJson.awsPrincipals(
                json, principal -> DELETED.matcher(principal).matches());
    }

    /** The number of characters that IAM counts against its quotas: all except white space. */
    public int length() {
        return (int) json.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
