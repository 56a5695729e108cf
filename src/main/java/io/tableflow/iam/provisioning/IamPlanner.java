package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.DesiredPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.environment.Plan;
import io.tableflow.iam.environment.Plan.Action;
import io.tableflow.iam.environment.Plan.Change;
import io.tableflow.iam.environment.Planner;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyDocuments;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.web.ProblemException;
import io.tableflow.iam.web.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Plans a new environment by looking, with three reads, at what stands under its names already. */
@Component
class IamPlanner implements Planner {

    static final ProblemType AWS_UNAVAILABLE =
            new ProblemType("aws-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "AWS could not be asked what stands");

    static final ProblemType AWS_REFUSED =
            new ProblemType("aws-refused", HttpStatus.CONFLICT, "AWS does not let the service look");

    static final ProblemType ACCOUNT_NOT_CONNECTED = new ProblemType(
            "account-not-connected", HttpStatus.CONFLICT, "The service cannot work in the environment's account");

    private final AwsAccounts accounts;

    IamPlanner(AwsAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String defaultRegion() {
        return accounts.defaultRegion();
    }

    @Override
    public Plan plan(EnvironmentSpec spec, @Nullable Environment existing) {
        try {
            IamAccount iam = accounts.account(spec.accountId());
            return new Plan(spec.name(), spec, existing == null ? creation(spec, iam) : nothing(spec, iam, existing));
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

    private static List<Change> creation(EnvironmentSpec spec, IamAccount iam) {
        String role = spec.names().role();
        return List.of(
                create("role " + role, PolicyDocuments.denyAll(), conflictOfRole(spec, iam)),
                create(PolicyKind.S3, spec, iam),
                create(PolicyKind.GLUE, spec, iam),
                attach(PolicyKind.S3, spec),
                attach(PolicyKind.GLUE, spec));
    }

    private static @Nullable String conflictOfRole(EnvironmentSpec spec, IamAccount iam) {
        return iam.findRole(spec.names().role())
                .map(role -> Foreign.role(role.arn()).detail())
                .orElse(null);
    }

    private static Change create(PolicyKind kind, EnvironmentSpec spec, IamAccount iam) {
        String conflict = iam.findPolicy(ManagedPolicy.arn(spec, kind, iam.account()))
                .map(policy -> Foreign.policy(policy.arn()).detail())
                .orElse(null);
        return create(
                "policy " + ManagedPolicy.name(spec, kind),
                ManagedPolicy.document(spec, kind, iam.account()),
                conflict);
    }

    private static Change create(String resource, PolicyDocument document, @Nullable String conflict) {
        return new Change(resource, Action.CREATE, null, document.json(), added(document.json()), conflict);
    }

    private static Change attach(PolicyKind kind, EnvironmentSpec spec) {
        String after = ManagedPolicy.name(spec, kind) + " is attached";
        return new Change("attachment to " + spec.names().role(), Action.CREATE, null, after, added(after), null);
    }

    /** The environment stands with this very spec: asking for it again changes nothing. */
    private static List<Change> nothing(EnvironmentSpec spec, IamAccount iam, Environment existing) {
        return List.of(
                none("role " + spec.names().role(), DesiredPolicies.trust(existing)),
                none("policy " + spec.names().s3Policy(), ManagedPolicy.document(spec, PolicyKind.S3, iam.account())),
                none(
                        "policy " + spec.names().gluePolicy(),
                        ManagedPolicy.document(spec, PolicyKind.GLUE, iam.account())));
    }

    private static Change none(String resource, PolicyDocument document) {
        return new Change(resource, Action.NONE, document.json(), document.json(), null, null);
    }

    private static String added(String text) {
        return text.lines().map(line -> "+ " + line).collect(Collectors.joining("\n"));
    }
}
