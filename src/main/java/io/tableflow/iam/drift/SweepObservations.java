package io.tableflow.iam.drift;

import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.policy.ResourceKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a sweep has seen of each environment's three documents so far, and how they differed. */
final class SweepObservations {

    private final Map<String, Map<ResourceKind, Comparison>> seen = new HashMap<>();
    private final Map<Comparison, Comparison> withoutDifferences = new HashMap<>();
    private final Set<String> lookedAt = new HashSet<>();

    /** Records that a role with its trust, or one of the policies, was seen, and how it differs. */
    void saw(String environment, ResourceKind kind, Comparison comparison) {
        // Nearly all of them are alike, and are kept once.
        Comparison kept =
                comparison.isInSync() ? withoutDifferences.computeIfAbsent(comparison, first -> first) : comparison;
        seen.computeIfAbsent(environment, name -> new EnumMap<>(ResourceKind.class))
                .put(kind, kept);
    }

    /** How the resource differs; empty: it was not seen. */
    Optional<Comparison> of(String environment, ResourceKind kind) {
        return Optional.ofNullable(seen.getOrDefault(environment, Map.of()).get(kind));
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
