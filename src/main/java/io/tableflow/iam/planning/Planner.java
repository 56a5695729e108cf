package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.TakenNames;
import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.EarlyIntegrations;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Plans what a spec, or a deletion, would do to live IAM. It only reads: three calls, and one for each page of the lists of roles and
 * policies, if nothing exists yet.
 */
@Component
public class Planner {

    private final AwsAccounts accounts;
    private final TrustRetention trustRetention;
    private final EarlyIntegrations earlyIntegrations;

    Planner(AwsAccounts accounts, TrustRetention trustRetention, EarlyIntegrations earlyIntegrations) {
        this.accounts = accounts;
        this.trustRetention = trustRetention;
        this.earlyIntegrations = earlyIntegrations;
    }

    /** The region of environments whose spec has none. */
    public String defaultRegion() {
        return accounts.defaultRegion();
    }

    /**
     * Plans an environment, outside any transaction.
     *
     * @param spec the desired configuration
     * @param existing the present environment with that name, with its present spec, if there is one
     * @throws PlanningException if AWS cannot be read
     */
    public Plan plan(EnvironmentSpec spec, @Nullable Environment existing) {
        try {
            return plan(spec, existing, account(spec, existing));
        } catch (AwsException failure) {
            throw PlanningException.of(failure);
        }
    }

    /**
     * Plans the deletion of an environment, outside any transaction.
     *
     * @param force whether what others attached would be detached as well
     * @throws PlanningException if AWS cannot be read
     */
    public Plan planDeletion(Environment environment, boolean force) {
        try {
            IamAccount iam = account(environment.spec(), environment);
            DesiredIam desired = DesiredIam.asRequested(environment, iam.account());
            ObservedIam observed = ObservedIamReader.read(iam, environment.spec());
            boolean forced = force || environment.deletion().forcedBy() != null;
            return DeletionPlan.of(
                    environment, desired, new DeletionObstacles(environment, desired, observed, iam, forced));
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.ACCOUNT_NOT_CONNECTED && environment.account() == null) {
                return DeletionPlan.ofNothing(environment);
            }
            throw PlanningException.of(failure);
        }
    }

    /** What is left in AWS of an environment that is abandoned, as far as is known. It reads nothing. */
    public Plan planAbandonment(Environment environment) {
        return DeletionPlan.ofAbandonment(environment);
    }

    private IamAccount account(EnvironmentSpec spec, @Nullable Environment existing) {
        AwsAccount known = existing == null ? null : existing.account();
        return accounts.account(known == null ? spec.accountId() : known.id());
    }

    private Plan plan(EnvironmentSpec spec, @Nullable Environment existing, IamAccount iam) {
        DesiredIam requested = existing == null
                ? DesiredIam.asNew(spec, iam.account())
                : DesiredIam.asPlanned(existing, spec, iam.account());
        ObservedIam observed = ObservedIamReader.read(iam, spec);
        TakenNames taken = TakenNames.search(iam, spec, observed.missing());
        AdoptionPlan adoption = AdoptionPlan.of(requested, observed, taken, trustRetention);
        BoundaryLookup boundary = BoundaryLookup.of(iam, spec, observed);
        DesiredIam desired = adoption.withRetainedTrust(requested);
        List<String> warnings = new ArrayList<>(PlanWarnings.of(desired, observed, adoption, boundary));
        if (existing == null && earlyIntegrations.isKeptFor(spec.name())) {
            warnings.add(PlanWarnings.KEPT_CALLBACK);
        }
        return new Plan(spec.name(), spec, PlanRenderer.of(desired, observed, adoption, boundary, existing), warnings);
    }
}
