package io.tableflow.iam.drift;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sweep has seen of each environment's three documents so far, and how they differed. */
final class SweepObservations {

    private final Map<String, Set<ResourceKind>> seen = new HashMap<>();
    private final Map<String, Map<ResourceKind, List<Difference>>> differences = new HashMap<>();
    private final Set<String> lookedAt = new HashSet<>();

    /** Records that a role with its trust, or one of the policies, was seen, and how it differs. */
    void saw(String environment, ResourceKind kind, List<Difference> found) {
        seen.computeIfAbsent(environment, name -> EnumSet.noneOf(ResourceKind.class))
                .add(kind);
        if (!found.isEmpty()) {
            differences
                    .computeIfAbsent(environment, name -> new EnumMap<>(ResourceKind.class))
                    .put(kind, found);
        }
    }

    /** Whether the resource was seen. */
    boolean hasSeen(String environment, ResourceKind kind) {
        return seen.getOrDefault(environment, Set.of()).contains(kind);
    }

    /** How the resource differs. */
    List<Difference> differences(String environment, ResourceKind kind) {
        return differences.getOrDefault(environment, Map.of()).getOrDefault(kind, List.of());
    }

    /** Records that an environment is being read directly, and returns whether it was before. */
    boolean lookedDirectly(String environment) {
        return !lookedAt.add(environment);
    }

    /** Whether an environment was read directly. */
    boolean wasLookedAt(String environment) {
        return lookedAt.contains(environment);
    }
}
