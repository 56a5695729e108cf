package io.tableflow.iam.localaws;

import java.util.Map;

/** The operations on versions of a managed policy, of which there may be five. */
final class PolicyVersionActions {

    private PolicyVersionActions() {}

    static Map<String, Call.Operation> operations() {
        return Map.of(
                "CreatePolicyVersion", PolicyVersionActions::create,
                "GetPolicyVersion", PolicyVersionActions::get,
                "ListPolicyVersions", PolicyVersionActions::list,
                "SetDefaultPolicyVersion", PolicyVersionActions::setDefault,
                "DeletePolicyVersion", PolicyVersionActions::delete);
    }

    private static void create(Call call) {
        ManagedPolicy policy = PolicyActions.local(call);
        String document = call.request().required("PolicyDocument");
        DocumentRules.managed(document);
        if (policy.versions().size() >= ParameterLimits.VERSIONS_PER_POLICY) {
            throw AwsError.limitExceeded("A managed policy can have up to 5 versions. Before you create a new version,"
                    + " you must delete an existing version.");
        }
        ManagedPolicy.Version version =
                policy.addVersion(document, call.request().flag("SetAsDefault"), call.now());
        call.answer().element("PolicyVersion", () -> PolicyWriter.of(call).writeVersion(policy, version));
    }

    private static void get(Call call) {
        ManagedPolicy policy = call.policy();
        ManagedPolicy.Version version = version(call, policy);
        call.answer().element("PolicyVersion", () -> PolicyWriter.of(call).writeVersionWithDocument(policy, version));
    }

    private static void list(Call call) {
        ManagedPolicy policy = call.policy();
        Page<ManagedPolicy.Version> page = Page.of(policy.versions(), PolicyVersionActions::newestFirst, call);
        PolicyWriter writer = PolicyWriter.of(call);
        call.answer().list("Versions", page.items(), version -> writer.writeVersion(policy, version));
        page.writeEnd(call.answer());
    }

    private static String newestFirst(ManagedPolicy.Version version) {
        return "%010d".formatted(Integer.MAX_VALUE - version.number());
    }

    private static void setDefault(Call call) {
        ManagedPolicy policy = PolicyActions.local(call);
        policy.defaultTo(version(call, policy), call.now());
    }

    private static void delete(Call call) {
        ManagedPolicy policy = PolicyActions.local(call);
        ManagedPolicy.Version version = version(call, policy);
        if (policy.isDefault(version)) {
            throw AwsError.deleteConflict("Cannot delete the default version of a policy.");
        }
        policy.removeVersion(version);
    }

    private static ManagedPolicy.Version version(Call call, ManagedPolicy policy) {
        return policy.version(ParameterLimits.versionId(call.request()));
    }
}
