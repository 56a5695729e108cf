package io.tableflow.iam.policy.statement;

import java.util.List;
import java.util.stream.Collectors;

/** A text is not a policy document that IAM would accept. */
public final class MalformedPolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String policy;
    private final transient List<PolicyError> errors;

    MalformedPolicyException(String policy, List<PolicyError> errors) {
        super(errors.stream()
                .map(error -> policy + error.pointer() + ": " + error.message())
                .collect(Collectors.joining(" ")));
        this.policy = policy;
        this.errors = List.copyOf(errors);
    }

    /** The name of the policy. */
    public String policy() {
        return policy;
    }

    /** All that is wrong with it. */
    public List<PolicyError> errors() {
        return errors;
    }
}
