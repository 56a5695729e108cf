package io.tableflow.iam.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Limits how many lines unknown callers can cause: a node writes a limited number of refusals a minute, in all and for
 * each address. The others are counted.
 */
@Component
class RefusalRateLimit {

    static final int A_MINUTE = 60;
    static final int A_MINUTE_OF_ONE_ADDRESS = 10;

    /** Beyond this number of addresses, all others are counted together. */
    private static final int MOST_ADDRESSES = 200;

    private static final String OTHERS = "others";

    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<String, Integer> unwritten = new HashMap<>();
    private int written;

    /** Whether a line may be written for a refusal. If not, the refusal is counted. */
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

    /** Starts another minute, and returns how many refusals of the last one were not written, by address. */
    synchronized Map<String, Integer> begin() {
        Map<String, Integer> counted = new TreeMap<>(unwritten);
        refused.clear();
        unwritten.clear();
        written = 0;
        return counted;
    }
}
