package io.tableflow.iam.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which principals a trust may let in: none in an account that has environments, and none outside Confluent's accounts.
 */
@Component
public class PrincipalAllowList {

    /** The objection to a principal in an account that environments are in. */
    public static final String IN_AN_ACCOUNT_OF_OURS =
            "The principal is in an account that environments are in; Confluent's never is.";

    private static final Logger log = LoggerFactory.getLogger(PrincipalAllowList.class);

    private final EnvironmentRepository environments;
    private final List<String> accounts;

    PrincipalAllowList(EnvironmentRepository environments, TableflowProperties properties) {
        this.environments = environments;
        this.accounts = properties.confluent().principalAccounts();
        if (accounts.isEmpty()) {
            log.warn("No tableflow.confluent.principal-accounts are set: a signed callback may name a principal of any"
                    + " account but the environment's own");
        }
    }

    /** Why a principal must not be let into a role of ours; empty: it may. */
    public Optional<String> objection(RoleArn principal, RoleArn role) {
        return environments.existsInAccount(principal.accountId())
                ? Optional.of(IN_AN_ACCOUNT_OF_OURS)
                : objectionBySettings(principal, role);
    }

    /**
     * The same without a look at the database: whether environments are in the principal's account remains to be asked.
     */
    public Optional<String> objectionBySettings(RoleArn principal, RoleArn role) {
        if (principal.accountId().equals(role.accountId())) {
            return Optional.of(IN_AN_ACCOUNT_OF_OURS);
        }
        return accounts.isEmpty() || accounts.contains(principal.accountId())
                ? Optional.empty()
                : Optional.of("The principal's account " + principal.accountId()
                        + " is not one of tableflow.confluent.principal-accounts.");
    }

    /**
     * Refuses an account for environments that is one of Confluent's: a role of ours in it would shut out every callback.
     *
     * @param accountId null: the service's own account
     * @throws EnvironmentException if it is
     */
    void requireOwnAccount(@Nullable String accountId) {
        if (accountId != null && accounts.contains(accountId)) {
            throw EnvironmentException.accountNotAllowed(accountId);
        }
    }

    /**
     * Refuses a principal that must not be let into a role of ours.
     *
     * @throws EnvironmentException if it must not
     */
    public void require(RoleArn principal, RoleArn role) {
        objection(principal, role).ifPresent(why -> {
            throw EnvironmentException.principalNotAllowed(why);
        });
    }
}
