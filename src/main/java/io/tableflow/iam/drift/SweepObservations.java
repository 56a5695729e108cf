package io.tableflow.iam.drift;

import io.tableflow.iam.policy.ResourceKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a sweep has seen of each environment's three documents so far, and which environments are intact. */
final class SweepObservations {

    private final Map<String, Set<ResourceKind>> intact = new HashMap<>();
    private final Set<String> lookedAt = new HashSet<>();

    /** Records that a role with its trust, or one of the policies, was seen. */
    void saw(String environment, ResourceKind kind, boolean isIntact) {
        if (isIntact) {
            intact.computeIfAbsent(environment, name -> EnumSet.noneOf(ResourceKind.class))
                    .add(kind);
        }
    }

    /** Whether all three were seen and none differs. */
    boolean isIntact(String environment) {
        return intact.getOrDefault(environment, Set.of()).size() == ResourceKind.values().length;
    }

    /** Records that an environment is being read directly, and returns whether it was before. */
    boolean lookedDirectly(String environment) {
        return !lookedAt.add(environment);
    }
}
