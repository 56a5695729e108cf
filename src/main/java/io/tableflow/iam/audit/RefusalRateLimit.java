package io.tableflow.iam.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Keeps those whom we do not know from filling the trail: of what is refused to them, so many lines a minute are written by a
 * node, and of each address not more than a few. The rest is counted.
 */
@Component
class RefusalRateLimit {

    static final int A_MINUTE = 60;
    static final int A_MINUTE_OF_ONE_ADDRESS = 10;

    /** Beyond that many addresses the rest are counted as one. */
    private static final int MOST_ADDRESSES = 200;

    private static final String OTHERS = "others";

    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<String, Integer> unwritten = new HashMap<>();
    private int written;

    /** Whether a line may be written for it. If not, it is counted. */
    synchronized boolean allows(String address) {
        String counted = refused.containsKey(address) || refused.size() < MOST_ADDRESSES ? address : OTHERS;
        boolean few = refused.merge(counted, 1, Integer::sum) <= A_MINUTE_OF_ONE_ADDRESS;
        if (few && written < A_MINUTE) {
            written++;
            return true;
        }
        unwritten.merge(counted, 1, Integer::sum);
        return false;
    }

    /** How many were not written, by address; and another minute begins. */
    synchronized Map<String, Integer> begin() {
        Map<String, Integer> counted = new TreeMap<>(unwritten);
        refused.clear();
        unwritten.clear();
        written = 0;
        return counted;
    }
}
