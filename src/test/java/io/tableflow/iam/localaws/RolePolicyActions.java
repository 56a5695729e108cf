package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations on a role's policies, managed and inline. */
final class RolePolicyActions {

    private RolePolicyActions() {}

    static Map<String, Call.Operation> operations() {
        return Map.of(
                "AttachRolePolicy", RolePolicyActions::attach,
                "DetachRolePolicy", RolePolicyActions::detach,
                "ListAttachedRolePolicies", RolePolicyActions::listAttached,
                "PutRolePolicy", RolePolicyActions::put,
                "GetRolePolicy", RolePolicyActions::get,
                "DeleteRolePolicy", RolePolicyActions::delete,
                "ListRolePolicies", RolePolicyActions::list);
    }

    private static void attach(Call call) {
        call.role().attach(call.account().attachable(ParameterLimits.policyArn(call.request())));
    }

    private static void detach(Call call) {
        call.role().detach(ParameterLimits.policyArn(call.request()));
    }

    private static void listAttached(Call call) {
        String prefix = call.request().optional("PathPrefix").orElse("/");
        List<Map.Entry<String, String>> attached = call.role().attachedPolicies().entrySet().stream()
                .filter(policy -> policy.getKey().contains(":policy" + prefix))
                .toList();
        Page<Map.Entry<String, String>> page = Page.of(attached, Map.Entry::getKey, call);
        call.answer()
                .list(
                        "AttachedPolicies",
                        page.items(),
                        policy -> call.answer()
                                .text("PolicyName", policy.getValue())
                                .text("PolicyArn", policy.getKey()));
        page.writeEnd(call.answer());
    }

    private static void put(Call call) {
        Role role = call.role();
        String name = ParameterLimits.policyName(call.request());
        String document = call.request().required("PolicyDocument");
        DocumentRules.inline(document);
        int others = role.inlinePolicies().entrySet().stream()
                .filter(policy -> !policy.getKey().equals(name))
                .mapToInt(policy -> DocumentRules.size(policy.getValue()))
                .sum();
        if (others + DocumentRules.size(document) > ParameterLimits.INLINE_POLICIES_SIZE) {
            throw AwsError.limitExceeded("Maximum policy size of %d bytes exceeded for role %s"
                    .formatted(ParameterLimits.INLINE_POLICIES_SIZE, role.name()));
        }
        role.inlinePolicies().put(name, document);
    }

    private static void get(Call call) {
        Role role = call.role();
        String name = ParameterLimits.policyName(call.request());
        String document = Optional.ofNullable(role.inlinePolicies().get(name)).orElseThrow(() -> noSuchPolicy(name));
        call.answer().text("RoleName", role.name()).text("PolicyName", name).document("PolicyDocument", document);
    }

    private static void delete(Call call) {
        String name = ParameterLimits.policyName(call.request());
        if (call.role().inlinePolicies().remove(name) == null) {
            throw noSuchPolicy(name);
        }
    }

    private static void list(Call call) {
        Page<String> page = Page.of(call.role().inlinePolicies().keySet(), name -> name, call);
        call.answer()
                .element(
                        "PolicyNames",
                        () -> page.items().forEach(name -> call.answer().text("member", name)));
        page.writeEnd(call.answer());
    }

    private static AwsError noSuchPolicy(String name) {
        return AwsError.noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
    }
}
