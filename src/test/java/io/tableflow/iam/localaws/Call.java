package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * One call on its way through an operation.
 *
 * @param visibility when what the call creates can be seen
 */
record Call(QueryRequest request, Caller caller, Cloud cloud, Visibility visibility, XmlAnswer answer) {

    AccountState account() {
        return cloud.account(caller.account());
    }

    /** The role that the call names. */
    Role role() {
        return account().role(Limits.roleName(request));
    }

    /** The managed policy that the call names. */
    ManagedPolicy policy() {
        return account().policy(Limits.policyArn(request));
    }

    Instant now() {
        return cloud.now();
    }

    /** What an operation does: it reads the request, changes the state, and writes the answer. */
    @FunctionalInterface
    interface Operation {

        void run(Call call);
    }
}
