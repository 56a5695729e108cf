package io.tableflow.iam.accesscheck;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers questions on access: by the live documents of an environment's role, or by documents that are given. */
@Component
public class AccessChecks {

    private static final Pattern ACCOUNT_OF_ARN = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:(\\d{12}):.*");

    private final AwsAccounts accounts;

    AccessChecks(AwsAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Answers by documents that are given. AWS is asked at most who we are.
     *
     * @throws AccessCheckException if our own account is needed and AWS does not tell it
     */
    public EvaluationResult byDocuments(AccessQuestion question, PolicySet policies) {
        try {
            return PolicyEvaluator.evaluate(request(question, null), policies);
        } catch (AwsException failure) {
            throw AccessCheckException.of(failure);
        }
    }

    /**
     * Answers by what is live, outside any transaction: the trust of the environment's role where the question is on that role, and the
     * role's own policies where the role asks. Empty if there is no such role.
     *
     * @throws AccessCheckException if AWS cannot be read
     * @throws MalformedPolicyException if a live document is not understood
     */
    public Optional<EvaluationResult> live(AccessQuestion question, Environment environment) {
        try {
            AwsAccount known = environment.account();
            IamAccount iam = accounts.account(known == null ? environment.spec().accountId() : known.id());
            return iam.findRole(environment.spec().names().role()).map(role -> live(question, iam, role));
        } catch (AwsException failure) {
            throw AccessCheckException.of(failure);
        }
    }

    private EvaluationResult live(AccessQuestion question, IamAccount iam, LiveRole role) {
        LiveRolePolicies documents = new LiveRolePolicies(iam, role);
        PolicySet policies = question.resource().equals(role.arn()) ? documents.asResource() : PolicySet.unseen();
        if (isRole(question.principal(), role)) {
            policies = documents.asPrincipal(policies);
        }
        EvaluationRequest request = request(question, iam.account());
        return PolicyEvaluator.evaluate(
                new EvaluationRequest(
                        request.principal(),
                        request.action(),
                        request.resource(),
                        request.resourceAccount(),
                        request.context(),
                        question.resource().equals(role.arn()) ? role.maxSession() : null),
                policies);
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
