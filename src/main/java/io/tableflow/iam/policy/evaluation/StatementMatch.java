package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether one statement applies to a request, and why. */
public final class StatementMatch {

    private final PolicyType type;
    private final String policy;
    private final int index;
    private final @Nullable String sid;
    private final boolean denies;
    private final PrincipalMatch principal;
    private final List<ElementMatch> elements;
    private final Match match;

    StatementMatch(
            PolicyType type,
            String policy,
            int index,
            @Nullable String sid,
            boolean denies,
            PrincipalMatch principal,
            List<ElementMatch> elements) {
        this.type = type;
        this.policy = policy;
        this.index = index;
        this.sid = sid;
        this.denies = denies;
        this.principal = principal;
        this.elements = List.copyOf(elements);
        this.match = Match.all(this.elements.stream()
                .map(ElementMatch::match)
                .map(it -> denies && it == Match.UNDETERMINED ? Match.MATCHED : it));
    }

    public PolicyType type() {
        return type;
    }

    /** The name of its policy. */
    public String policy() {
        return policy;
    }

    /** Its place in the policy, from 0. */
    public int index() {
        return index;
    }

    /** Its Sid; null: it has none. */
    public @Nullable String sid() {
        return sid;
    }

    /** Whether its effect is Deny. */
    public boolean denies() {
        return denies;
    }

    /** What each of its elements says, in the order principal, action, resource, conditions. */
    public List<ElementMatch> elements() {
        return elements;
    }

    /**
     * Whether it applies. Of a statement that denies, a condition of which it can't be told what it means is taken to hold.
     */
    public Match match() {
        return match;
    }

    /** Whether it is only taken to apply, as it can't be told what one of its conditions means. */
    public boolean isAssumed() {
        return denies && match == Match.MATCHED && elements.stream().anyMatch(it -> it.match() == Match.UNDETERMINED);
    }

    /** The elements that do not apply. */
    public List<ElementMatch> failed() {
        return elements.stream().filter(it -> it.match() == Match.NOT_MATCHED).toList();
    }

    /** Whether it would allow the request if one element were different. */
    public boolean isNearMiss() {
        return !denies && failed().size() == 1;
    }

    /** In a sentence, why it applies or not. */
    public String reason() {
        String effect = denies ? "denies" : "allows";
        return switch (match) {
            case MATCHED -> "It " + effect + " the request.";
            case NOT_MATCHED -> "It does not apply: " + reasons(Match.NOT_MATCHED) + ".";
            case UNKNOWN -> "It " + effect + " the request in some cases: " + reasons(Match.UNKNOWN) + ".";
            case UNDETERMINED -> "It cannot be told whether it applies: " + reasons(Match.UNDETERMINED) + ".";
        };
    }

    Set<String> missing() {
        Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        elements.forEach(it -> missing.addAll(it.missing()));
        return missing;
    }

    private String reasons(Match match) {
        return elements.stream()
                .filter(it -> it.match() == match)
                .map(it -> it.element() + ": " + it.reason())
                .collect(Collectors.joining("; "));
    }

    Match matchDirect() {
        return withPrincipal(principal.direct());
    }

    Match matchRole() {
        return withPrincipal(principal.role());
    }

    private Match withPrincipal(Match named) {
        return named.and(Match.all(elements.stream()
                .filter(it -> !it.element().endsWith("Principal"))
                .map(ElementMatch::match)));
    }
}
