package io.tableflow.iam.policy.document;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy document: the JSON text that is sent to IAM, or was read from it.
 *
 * <p>Two records are {@code equals} when their text is; {@link #sameAs} asks whether they mean the same to IAM. A live
 * document is never refused here for not being JSON: somebody's broken document is a difference to show, not a reason
 * to stop looking.
 *
 * @param json the text, decoded
 */
public record PolicyDocument(String json) {

    private static final Pattern DELETED = Pattern.compile("(AROA|AIDA)[A-Z0-9]+");

    /**
     * Whether both mean the same to IAM: {@link CanonicalPolicy} says what makes no difference. A text that is not a
     * JSON object is the same as nothing but that very text.
     */
    public boolean sameAs(PolicyDocument other) {
        if (json.equals(other.json)) {
            return true;
        }
        Optional<CanonicalPolicy> canonical = CanonicalPolicy.of(json);
        return canonical.isPresent() && canonical.equals(CanonicalPolicy.of(other.json));
    }

    /**
     * The unique ids that stand where ARNs of principals stood. IAM shows a role or user that was deleted as its bare
     * {@code AROA...} or {@code AIDA...} id: nobody can come in as that principal again, not even one of the same name.
     * Empty where there are none, and for a text that is not a policy.
     */
    public Set<String> deletedPrincipals() {
        return PolicyJson.awsPrincipals(
                json, principal -> DELETED.matcher(principal).matches());
    }

    /** The number of characters that IAM counts against its quotas: all but white space. */
    public int length() {
        return (int) json.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
