package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * One call and what its operation needs.
 *
 * @param visibility when others can see what the call creates
 */
record Call(QueryRequest request, Caller caller, EmulatorState state, Visibility visibility, XmlAnswer answer) {

    AccountState account() {
        return state.account(caller.account());
    }

    /** The role that the call names. */
    Role role() {
        return account().role(ParameterLimits.roleName(request));
    }

    /** The managed policy that the call names. */
    ManagedPolicy policy() {
        return account().policy(ParameterLimits.policyArn(request));
    }

    Instant now() {
        return state.now();
    }

    /** An operation: it reads the request, changes the state, and writes the answer. */
    @FunctionalInterface
    interface Operation {

        void run(Call call);
    }
}
