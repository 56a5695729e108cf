package io.tableflow.iam.drift;

import io.tableflow.iam.policy.PolicyKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a sweep has seen of each environment's three documents so far: enough to tell which ones are intact. */
final class SweepObservations {

    private final Map<String, Set<PolicyKind>> intact = new HashMap<>();
    private final Set<String> lookedAt = new HashSet<>();

    /** A role with its trust, or one of the policies, was seen. */
    void saw(String environment, PolicyKind kind, boolean isIntact) {
        if (isIntact) {
            intact.computeIfAbsent(environment, name -> EnumSet.noneOf(PolicyKind.class))
                    .add(kind);
        }
    }

    /** Whether all of it was seen, and as it has to be. */
    boolean isIntact(String environment) {
        return intact.getOrDefault(environment, Set.of()).size() == PolicyKind.values().length;
    }

    /** Remembers that an environment is being looked at directly, and says whether it has been before. */
    boolean lookedDirectly(String environment) {
        return !lookedAt.add(environment);
    }
}
