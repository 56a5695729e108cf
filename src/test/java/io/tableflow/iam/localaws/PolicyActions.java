package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operations on a managed policy, except those on its versions. */
final class PolicyActions {

    private PolicyActions() {}

    static Map<String, Call.Operation> operations() {
        return Map.of(
                "CreatePolicy", PolicyActions::create,
                "GetPolicy", PolicyActions::get,
                "ListPolicies", PolicyActions::list,
                "DeletePolicy", PolicyActions::delete,
                "TagPolicy", call -> local(call).tags().put(Tags.of(call.request())),
                "UntagPolicy", call -> local(call).tags().remove(call.request().list("TagKeys")),
                "ListPolicyTags", PolicyActions::listTags,
                "ListEntitiesForPolicy", PolicyEntities::list);
    }

    /** The policy of the call, which must be the account's own: AWS's can't be changed. */
    static ManagedPolicy local(Call call) {
        ManagedPolicy policy = call.policy();
        if (call.account().isAwsManaged(policy)) {
            throw AwsError.accessDenied(
                    call.caller().arn(), "iam:" + call.request().action(), policy.arn());
        }
        return policy;
    }

    private static void create(Call call) {
        QueryRequest request = call.request();
        String path = ParameterLimits.path(request);
        String arn = "arn:aws:iam::%s:policy%s%s"
                .formatted(call.caller().account(), path, ParameterLimits.policyName(request));
        List<QueryRequest.Tag> tags = Tags.of(request);
        String document = request.required("PolicyDocument");
        DocumentRules.managed(document);

        ManagedPolicy policy = new ManagedPolicy(
                arn, path, ParameterLimits.description(request), document, call.now(), call.visibility());
        call.account().add(policy);
        policy.tags().put(tags);
        call.answer().element("Policy", () -> PolicyWriter.of(call).writeWhole(policy));
    }

    private static void get(Call call) {
        ManagedPolicy policy = call.policy();
        call.answer().element("Policy", () -> PolicyWriter.of(call).writeWhole(policy));
    }

    private static void list(Call call) {
        String scope = call.request().optional("Scope").orElse("All");
        String prefix = call.request().optional("PathPrefix").orElse("/");
        boolean onlyAttached = call.request().flag("OnlyAttached");
        List<ManagedPolicy> policies = new ArrayList<>();
        if (!scope.equals("AWS")) {
            policies.addAll(call.account().visiblePolicies());
        }
        if (!scope.equals("Local")) {
            policies.addAll(call.account().awsManagedPolicies());
        }
        policies.removeIf(policy -> !policy.path().startsWith(prefix)
                || (onlyAttached && call.account().holdersOf(policy).isEmpty()));
        Page<ManagedPolicy> page = Page.of(policies, ManagedPolicy::arn, call);
        call.answer().list("Policies", page.items(), PolicyWriter.of(call)::writeSummary);
        page.writeEnd(call.answer());
    }

    private static void delete(Call call) {
        ManagedPolicy policy = local(call);
        if (!call.account().holdersOf(policy).isEmpty()
                || !call.account().boundedBy(policy).isEmpty()) {
            throw AwsError.deleteConflict("Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw AwsError.deleteConflict("This policy has more than one version. Before you delete a policy, you must"
                    + " delete the policy's versions. The default version is deleted with the policy.");
        }
        call.account().remove(policy);
    }

    private static void listTags(Call call) {
        Page<QueryRequest.Tag> page = Page.of(call.policy().tags().all(), QueryRequest.Tag::key, call);
        call.answer().list("Tags", page.items(), tag -> RoleWriter.writeTag(call.answer(), tag));
        page.writeEnd(call.answer());
    }
}
