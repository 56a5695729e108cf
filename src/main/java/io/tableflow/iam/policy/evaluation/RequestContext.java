package io.tableflow.iam.policy.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The condition keys of a request, as far as they are stated. Their letter case does not count.
 *
 * <p>What the caller itself sends with the request, such as the external id or session tags, is stated as a whole: what is not listed
 * is not sent. Of everything else, what is not listed is unknown.
 */
public final class RequestContext {

    private static final String REQUEST_TAG = "aws:requesttag/";
    private static final Set<String> SENT_BY_CALLER =
            Set.of("sts:externalid", "sts:sourceidentity", "sts:transitivetagkeys", "aws:tagkeys");

    private final Map<String, ContextValue> values;
    private final List<String> requestTags;
    private final boolean statesRequest;

    private RequestContext(Map<String, ContextValue> values, List<String> requestTags, boolean statesRequest) {
        this.values = Map.copyOf(values);
        this.requestTags = List.copyOf(requestTags);
        this.statesRequest = statesRequest;
    }

    /**
     * The context with these keys.
     *
     * @param values by key; no values: the request does not have the key
     * @throws IllegalArgumentException if two keys differ only in letter case
     */
    public static RequestContext of(Map<String, ? extends Collection<String>> values) {
        Map<String, ContextValue> byKey = new HashMap<>();
        List<String> tags = new ArrayList<>();
        values.forEach((key, of) -> {
            String lowerCase = key.toLowerCase(Locale.ROOT);
            if (byKey.put(lowerCase, ContextValue.of(List.copyOf(of))) != null) {
                throw new IllegalArgumentException(
                        "The context has the key " + key + " twice in different letter case.");
            }
            if (lowerCase.startsWith(REQUEST_TAG) && !of.isEmpty()) {
                tags.add(key.substring(REQUEST_TAG.length()));
            }
        });
        return new RequestContext(byKey, tags, true);
    }

    /** A context of which nothing is known, not even what the caller sends. */
    public static RequestContext unknown() {
        return new RequestContext(Map.of(), List.of(), false);
    }

    /** The same, with a value for one more key. */
    public RequestContext with(String key, String value) {
        Map<String, ContextValue> more = new HashMap<>(values);
        more.put(key.toLowerCase(Locale.ROOT), ContextValue.of(value));
        return new RequestContext(more, requestTags, statesRequest);
    }

    /** The same, with a key that is absent or has any value but one. */
    public RequestContext withAnythingBut(String key, String value) {
        Map<String, ContextValue> more = new HashMap<>(values);
        more.put(key.toLowerCase(Locale.ROOT), new ContextValue(ContextValue.Kind.ANYTHING_BUT, List.of(value)));
        return new RequestContext(more, requestTags, statesRequest);
    }

    /** What is stated of a key; empty: nothing. */
    Optional<ContextValue> stated(String lowerCaseKey) {
        ContextValue value = values.get(lowerCaseKey);
        if (value != null || !statesRequest) {
            return Optional.ofNullable(value);
        }
        if (lowerCaseKey.equals("aws:tagkeys")) {
            return Optional.of(ContextValue.of(requestTags));
        }
        return SENT_BY_CALLER.contains(lowerCaseKey) || lowerCaseKey.startsWith(REQUEST_TAG)
                ? Optional.of(ContextValue.ABSENT)
                : Optional.empty();
    }

    /** Whether it is stated that the request has a value for the key. */
    boolean has(String lowerCaseKey) {
        return stated(lowerCaseKey).filter(it -> it.isKnown() && !it.isAbsent()).isPresent();
    }
}
