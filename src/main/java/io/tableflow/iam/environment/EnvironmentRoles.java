package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.CallerAccount;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.RoleArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells whether a role is an environment's: by its name, its path and its account. */
@Component
public class EnvironmentRoles {

    private final CallerAccount caller;

    EnvironmentRoles(CallerAccount caller) {
        this.caller = caller;
    }

    /** Whether a role is an environment's. */
    public enum Match {
        YES,
        NO,
        /** It has the name, and the environment's account is not known yet. */
        UNDECIDED
    }

    /** The name of the environment that has a role, or would have it; empty if none can. */
    public static Optional<String> environmentOf(RoleArn role) {
        return ResourceNames.environmentOfRole(role.name())
                .filter(name -> EnvironmentSpec.isName(name) && role.path().equals("/"));
    }

    /** Whether a role is the one of an environment, or will be once it exists. */
    public Match match(Environment environment, RoleArn role) {
        if (!role.name().equals(environment.spec().names().role())
                || !role.path().equals("/")) {
            return Match.NO;
        }
        AwsAccount account = account(environment);
        if (account != null) {
            return account.equals(role.account()) ? Match.YES : Match.NO;
        }
        String accountId = environment.spec().accountId();
        if (accountId == null) {
            return Match.UNDECIDED;
        }
        return accountId.equals(role.accountId()) ? Match.YES : Match.NO;
    }

    /** The account that the environment is in; before a step has found it, the one that it will be in. */
    private @Nullable AwsAccount account(Environment environment) {
        if (environment.account() != null) {
            return environment.account();
        }
        String accountId = environment.spec().accountId();
        return caller.knownAccount()
                .map(own -> accountId == null ? own : new AwsAccount(own.partition(), accountId))
                .orElse(null);
    }
}
