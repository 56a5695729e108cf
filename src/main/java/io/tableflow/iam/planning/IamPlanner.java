package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans by looking at what stands under an environment's names: three reads where there is nothing. */
@Component
public class IamPlanner implements Planner {

    private final AwsAccounts accounts;

    private final TrustRetention keptTrust;

    IamPlanner(AwsAccounts accounts, TrustRetention keptTrust) {
        this.accounts = accounts;
        this.keptTrust = keptTrust;
    }

    @Override
    public String defaultRegion() {
        return accounts.defaultRegion();
    }

    @Override
    public Plan plan(EnvironmentSpec spec, @Nullable Environment existing) {
        try {
            AwsAccount known = existing == null ? null : existing.account();
            IamAccount iam = accounts.account(known == null ? spec.accountId() : known.id());
            DesiredIam asked = existing == null
                    ? DesiredIam.asNew(spec, iam.account())
                    : DesiredIam.asPlanned(existing, spec, iam.account());
            ObservedIam live = ObservedIamReader.read(iam, spec);
            AdoptionPlan takeover = AdoptionPlan.of(asked, live, keptTrust);
            DesiredIam wanted = takeover.wanted(asked);
            return new Plan(
                    spec.name(),
                    spec,
                    PlanRenderer.of(wanted, live, takeover, existing),
                    PlanWarnings.of(wanted, live, takeover));
        } catch (AwsException failure) {
            throw problem(failure.kind(), String.valueOf(failure.getMessage()));
        }
    }

    private static ProblemException problem(AwsException.Kind kind, String why) {
        if (kind == AwsException.Kind.ACCOUNT_NOT_CONNECTED) {
            return notConnected(why);
        }
        return kind.isTransient() ? unavailable(why) : refused(why);
    }

    /** The same code as that of a workflow that meets it. */
    public static ProblemException notConnected(String why) {
        return new ProblemException(ProblemCode.ACCOUNT_NOT_CONNECTED, why);
    }

    public static ProblemException unavailable(String why) {
        return new ProblemException(ProblemCode.AWS_UNAVAILABLE, why).retryAfter(Duration.ofSeconds(5));
    }

    /** Somebody has to mend credentials, permissions or settings before asking again makes sense. */
    public static ProblemException refused(String why) {
        return new ProblemException(ProblemCode.AWS_REFUSED, why);
    }
}
