package io.tableflow.iam.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.api.confluent.IntegrationProblems;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whom a trust of ours may let in at all, whoever names him: never somebody of an account of ours, and no account but Confluent's. */
@Component
public class PrincipalAllowList {

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
        return refusal(principal, role).map(ProblemException::detail);
    }

    public void require(RoleArn principal, RoleArn role) {
        refusal(principal, role).ifPresent(refused -> {
            throw refused;
        });
    }

    private Optional<ProblemException> refusal(RoleArn principal, RoleArn role) {
        if (principal.accountId().equals(role.accountId()) || environments.existsInAccount(principal.accountId())) {
            return Optional.of(IntegrationProblems.ownAccount());
        }
        return accounts.isEmpty() || accounts.contains(principal.accountId())
                ? Optional.empty()
                : Optional.of(IntegrationProblems.accountNotListed(principal.accountId()));
    }
}
