package io.tableflow.iam.compliance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules, in the order of their ids' numbers. */
public final class RuleCatalogue {

    private static final List<ComplianceRule> ALL = Stream.of(
                    TrustRules.ALL,
                    TrustUseRules.ALL,
                    RoleRules.ALL,
                    PolicyRules.ALL,
                    BucketRules.ALL,
                    ProcessRules.ALL)
            .flatMap(List::stream)
            .toList();

    private RuleCatalogue() {}

    public static List<ComplianceRule> all() {
        return ALL;
    }

    public static Optional<ComplianceRule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
