package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.environment.Plan;
import io.tableflow.iam.environment.Planner;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.web.ProblemException;
import io.tableflow.iam.web.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Plans by looking at what stands under an environment's names: three reads where there is nothing. */
@Component
class IamPlanner implements Planner {

    static final ProblemType AWS_UNAVAILABLE =
            new ProblemType("aws-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "AWS could not be asked what stands");

    static final ProblemType AWS_REFUSED =
            new ProblemType("aws-refused", HttpStatus.CONFLICT, "AWS does not let the service look");

    static final ProblemType ACCOUNT_NOT_CONNECTED = new ProblemType(
            "account-not-connected", HttpStatus.CONFLICT, "The service cannot work in the environment's account");

    private final AwsAccounts accounts;

    private final KeptTrust keptTrust;

    IamPlanner(AwsAccounts accounts, KeptTrust keptTrust) {
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
            Wanted asked = existing == null
                    ? Wanted.asNew(spec, iam.account())
                    : Wanted.asPlanned(existing, spec, iam.account());
            Live live = LiveReader.read(iam, spec);
            PlannedTakeover takeover = PlannedTakeover.of(asked, live, keptTrust);
            Wanted wanted = takeover.wanted(asked);
            return new Plan(
                    spec.name(),
                    spec,
                    PlannedChanges.of(wanted, live, takeover, existing),
                    PlanWarnings.of(wanted, live, takeover));
        } catch (AwsFailure failure) {
            throw problem(failure.kind(), String.valueOf(failure.getMessage()));
        }
    }

    private static ProblemException problem(AwsFailure.Kind kind, String why) {
        if (kind == AwsFailure.Kind.ACCOUNT_NOT_CONNECTED) {
            return notConnected(why);
        }
        return kind.isTransient() ? unavailable(why) : refused(why);
    }

    /** The same code as that of a workflow that meets it. */
    static ProblemException notConnected(String why) {
        return new ProblemException(ACCOUNT_NOT_CONNECTED, why);
    }

    static ProblemException unavailable(String why) {
        return new ProblemException(AWS_UNAVAILABLE, why).retryAfter(Duration.ofSeconds(5));
    }

    /** Somebody has to mend credentials, permissions or settings before asking again makes sense. */
    static ProblemException refused(String why) {
        return new ProblemException(AWS_REFUSED, why);
    }
}
