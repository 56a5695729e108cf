package io.tableflow.iam.policy.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with one document. */
final class PolicyErrors {

    private static final int MOST = 50;

    private final List<PolicyError> errors = new ArrayList<>();

    void add(String pointer, String message) {
        if (errors.size() < MOST) {
            errors.add(new PolicyError(pointer, message));
        }
    }

    void unknownElements(JsonNode object, String pointer, Set<String> known) {
        object.propertyNames().stream()
                .filter(element -> !known.contains(element))
                .forEach(element -> add(child(pointer, element), "Policies have no such element."));
    }

    static String child(String pointer, String element) {
        return pointer + "/" + element.replace("~", "~0").replace("/", "~1");
    }

    void throwIfAny(String policy) {
        if (!errors.isEmpty()) {
            throw exception(policy);
        }
    }

    MalformedPolicyException exception(String policy) {
        return new MalformedPolicyException(policy, errors);
    }
}
