package io.tableflow.iam.policy.evaluation;

import java.util.Set;

/**
 * Whether one element of a statement applies to a request. Its reason never shows values of the policy or of the request: they may be
 * external ids.
 *
 * @param element such as {@code Action}, or {@code Condition/StringEquals/sts:ExternalId}
 * @param reason a clause that says why
 * @param missing the condition keys that are not known and on which it depends
 */
public record ElementMatch(String element, Match match, String reason, Set<String> missing) {

    public ElementMatch {
        missing = Set.copyOf(missing);
    }

    static ElementMatch of(String element, Match match, String reason) {
        return new ElementMatch(element, match, reason, Set.of());
    }
}
