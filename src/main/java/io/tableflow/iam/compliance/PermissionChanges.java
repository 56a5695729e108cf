package io.tableflow.iam.compliance;

import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyStatement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether policies allow an action by which permissions are changed: the evaluator is asked for each. */
final class PermissionChanges {

    /** Of access level "Permissions management" (Service Authorization Reference), and those that use another role. */
    private static final List<String> ACTIONS = List.of(
            "iam:PassRole",
            "iam:AttachRolePolicy",
            "iam:PutRolePolicy",
            "iam:CreatePolicyVersion",
            "iam:SetDefaultPolicyVersion",
            "iam:UpdateAssumeRolePolicy",
            "iam:CreateAccessKey",
            "sts:AssumeRole",
            "s3:PutBucketPolicy",
            "s3:PutBucketAcl",
            "s3:PutObjectAcl",
            "s3:BypassGovernanceRetention",
            "kms:PutKeyPolicy",
            "kms:CreateGrant",
            "glue:PutResourcePolicy");

    private static final RequestPrincipal ROLE =
            RequestPrincipal.parse("arn:aws:iam::000000000000:role/judged").orElseThrow();
    private static final String ANY_RESOURCE = "arn:aws:iam::000000000000:role/any";

    private PermissionChanges() {}

    static Finding judge(List<ReadPolicy> policies) {
        List<ParsedPolicy> parsed = policies.stream()
                .map(ReadPolicy::parsed)
                .filter(Objects::nonNull)
                .toList();
        Set<String> resources = policies.stream()
                .flatMap(ReadPolicy::allowing)
                .filter(PermissionChanges::isSuspect)
                .flatMap(PermissionChanges::resources)
                .collect(Collectors.toSet());
        List<String> allowed = ACTIONS.stream()
                .filter(action -> resources.stream().anyMatch(resource -> isAllowed(parsed, action, resource)))
                .toList();
        return Finding.of(
                allowed.isEmpty(),
                "They allow none of such actions.",
                "They allow " + String.join(", ", allowed) + ".");
    }

    /** A statement that has only actions that Tableflow needs allows nothing of the kind, and need not be asked. */
    private static boolean isSuspect(PolicyStatement statement) {
        return statement.action().negated()
                || !statement.action().patterns().stream().allMatch(PolicyRules::isNeeded);
    }

    /** One resource for each pattern of the statement. */
    private static Stream<String> resources(PolicyStatement statement) {
        if (statement.resource() == null || statement.resource().negated()) {
            return Stream.of(ANY_RESOURCE);
        }
        return statement.resource().patterns().stream()
                .map(pattern -> pattern.equals("*")
                        ? ANY_RESOURCE
                        : pattern.replace('*', 'x').replace('?', 'x'))
                .filter(resource -> resource.length() <= EvaluationRequest.LONGEST_RESOURCE);
    }

    private static boolean isAllowed(List<ParsedPolicy> policies, String action, String resource) {
        AccessDecision decision = PolicyEvaluator.evaluate(
                        new EvaluationRequest(
                                ROLE,
                                action,
                                resource,
                                Objects.requireNonNull(ROLE.account()),
                                RequestContext.unknown()),
                        PolicySet.unseen().withIdentity(policies))
                .decision();
        return decision != AccessDecision.IMPLICIT_DENY && decision != AccessDecision.EXPLICIT_DENY;
    }
}
