package io.tableflow.iam.localaws;

import java.util.Map;
import java.util.Optional;

/** Instance profiles, because a role in one can't be deleted. */
final class InstanceProfileActions {

    private InstanceProfileActions() {}

    static Map<String, Call.Operation> operations() {
        return Map.of(
                "CreateInstanceProfile", InstanceProfileActions::create,
                "AddRoleToInstanceProfile", InstanceProfileActions::addRole,
                "RemoveRoleFromInstanceProfile", InstanceProfileActions::removeRole,
                "DeleteInstanceProfile", InstanceProfileActions::delete,
                "ListInstanceProfilesForRole", InstanceProfileActions::listForRole);
    }

    private static void create(Call call) {
        InstanceProfile profile = new InstanceProfile(
                call.caller().account(),
                ParameterLimits.path(call.request()),
                ParameterLimits.instanceProfileName(call.request()),
                call.now());
        call.account().add(profile);
        call.answer().element("InstanceProfile", () -> profile.writeTo(call.answer(), RoleWriter.of(call)));
    }

    private static void addRole(Call call) {
        InstanceProfile profile = profile(call);
        Role role = call.role();
        if (profile.role().isPresent()) {
            throw AwsError.limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        profile.role(Optional.of(role));
    }

    private static void removeRole(Call call) {
        InstanceProfile profile = profile(call);
        Role role = call.role();
        if (!profile.holds(role)) {
            throw AwsError.noSuchRole(role.name());
        }
        profile.role(Optional.empty());
    }

    private static void delete(Call call) {
        InstanceProfile profile = profile(call);
        if (profile.role().isPresent()) {
            throw AwsError.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }
        call.account().remove(profile);
    }

    private static void listForRole(Call call) {
        Page<InstanceProfile> page =
                Page.of(call.account().instanceProfilesOf(call.role()), InstanceProfile::name, call);
        RoleWriter roles = RoleWriter.of(call);
        call.answer().list("InstanceProfiles", page.items(), profile -> profile.writeTo(call.answer(), roles));
        page.writeEnd(call.answer());
    }

    private static InstanceProfile profile(Call call) {
        return call.account().instanceProfile(ParameterLimits.instanceProfileName(call.request()));
    }
}
