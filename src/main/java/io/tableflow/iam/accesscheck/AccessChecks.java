package io.tableflow.iam.accesscheck;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.PolicyError;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers questions on access: by the live documents of an environment's role, or by documents that are given. */
@Component
public class AccessChecks {

    private static final Pattern ACCOUNT_OF_ARN = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:(\\d{12}):.*");

    private final AwsAccounts accounts;
    private final TimedEvaluation evaluation;

    AccessChecks(AwsAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.evaluation = new TimedEvaluation(clock);
    }

    /**
     * Answers by documents that are given. AWS is asked at most who we are.
     *
     * @throws AccessCheckException if our own account is needed and AWS does not tell it
     */
    public EvaluationResult byDocuments(AccessQuestion question, PolicySet policies) {
        try {
            return evaluation.evaluate(request(question, null), policies);
        } catch (AwsException failure) {
            throw AccessCheckException.of(failure);
        }
    }

    /**
     * Answers by what is live, outside any transaction: the trust of the environment's role where the question is on that role, and the
     * role's own policies where the role asks.
     *
     * @throws AccessCheckException if AWS cannot be read, there is no such role, or the question is not about it
     */
    public EvaluationResult live(AccessQuestion question, Environment environment) {
        try {
            AwsAccount known = environment.account();
            IamAccount iam = accounts.account(known == null ? environment.spec().accountId() : known.id());
            String name = environment.spec().names().role();
            return live(question, iam, iam.findRole(name).orElseThrow(() -> AccessCheckException.noRole(name)));
        } catch (AwsException failure) {
            throw AccessCheckException.of(failure);
        }
    }

    private EvaluationResult live(AccessQuestion question, IamAccount iam, LiveRole role) {
        boolean isOnRole = question.resource().equals(role.arn());
        boolean isByRole = isRole(question.principal(), role);
        if (!isOnRole && !isByRole) {
            throw AccessCheckException.notAbout(role.arn());
        }
        EvaluationRequest request = request(question, iam.account());
        LiveRolePolicies documents = new LiveRolePolicies(iam, role);
        try {
            PolicySet policies = isOnRole ? documents.asResource() : PolicySet.unseen();
            return evaluation.evaluate(
                    isOnRole ? request.withMaxSession(role.maxSession()) : request,
                    isByRole ? documents.asPrincipal(policies) : policies);
        } catch (MalformedPolicyException unknown) {
            return notUnderstood(request, unknown);
        }
    }

    // IAM has accepted the document, so it means something to AWS. Its values may be external ids, and are not shown.
    private static EvaluationResult notUnderstood(EvaluationRequest request, MalformedPolicyException unknown) {
        return EvaluationResult.undetermined(
                request,
                "this service does not understand "
                        + unknown.errors().stream()
                                .map(PolicyError::pointer)
                                .map(pointer -> pointer.isEmpty() ? "the document" : pointer)
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + " of " + unknown.policy());
    }

    private static boolean isRole(RequestPrincipal principal, LiveRole role) {
        return principal.name().equals(role.arn())
                || (principal.kind() == Kind.ROLE_SESSION
                        && role.name().equals(principal.role())
                        && role.arn().contains(":" + principal.account() + ":"));
    }

    private EvaluationRequest request(AccessQuestion question, @Nullable AwsAccount own) {
        return new EvaluationRequest(
                question.principal(),
                question.action(),
                question.resource(),
                account(question, own),
                question.context());
    }

    private String account(AccessQuestion question, @Nullable AwsAccount own) {
        if (question.resourceAccount() != null) {
            return question.resourceAccount();
        }
        Matcher arn = ACCOUNT_OF_ARN.matcher(question.resource());
        if (arn.matches()) {
            return arn.group(1);
        }
        return own == null ? accounts.caller().accountId() : own.id();
    }
}
