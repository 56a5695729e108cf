package io.tableflow.iam.policy.statement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Principal or NotPrincipal element.
 *
 * @param negated for {@code NotPrincipal}: all but these
 * @param byType the principals by type; {@code "*"} alone is the same as {@code {"AWS": "*"}} (IAM User Guide, "AWS JSON policy
 *     elements: Principal")
 */
public record PrincipalElement(boolean negated, Map<String, List<String>> byType) {

    /** The principals of one type: AWS, Service, Federated, CanonicalUser. */
    public List<String> of(String type) {
        return byType.getOrDefault(type, List.of());
    }

    public boolean namesEverybody() {
        return of("AWS").contains("*");
    }

    public Stream<String> all() {
        return byType.values().stream().flatMap(List::stream);
    }
}
