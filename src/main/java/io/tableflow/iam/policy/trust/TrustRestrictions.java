package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.statement.Condition;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The conditions of a trust beside the external id: when, and from where, whoever it lets in may come in. */
public final class TrustRestrictions {

    private static final String EXTERNAL_ID = "sts:externalid";

    private TrustRestrictions() {}

    /**
     * The conditions of a live trust that another one has not, which therefore lets the same principal in more often.
     *
     * @return in words, such as {@code IpAddress aws:SourceIp 203.0.113.0/24}, without external ids
     */
    public static List<String> lost(PolicyDocument live, PolicyDocument desired) {
        Map<List<Object>, String> lost = inWords(live);
        lost.keySet().removeAll(inWords(desired).keySet());
        return List.copyOf(lost.values());
    }

    /** By what is compared: neither the letter case of operator and key counts, nor the order of values. */
    private static Map<List<Object>, String> inWords(PolicyDocument trust) {
        Map<List<Object>, String> words = new LinkedHashMap<>();
        try {
            ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust", trust)
                    .statements()
                    .forEach(statement -> statement.conditions().forEach(it -> put(words, it)));
        } catch (MalformedPolicyException notUnderstood) {
            // Such a trust is not retained, so nothing of it is lost by being written anew.
            return new LinkedHashMap<>();
        }
        return words;
    }

    private static void put(Map<List<Object>, String> words, Condition condition) {
        String operator = condition.operator().toLowerCase(Locale.ROOT);
        String key = condition.key().toLowerCase(Locale.ROOT);
        boolean isExternalId = key.equals(EXTERNAL_ID);
        if (!isExternalId || !operator.equals("stringequals")) {
            String written = condition.operator() + " " + condition.key();
            words.put(
                    List.of(operator, key, Set.copyOf(condition.values())),
                    isExternalId ? written : written + " " + String.join(", ", condition.values()));
        }
    }
}
