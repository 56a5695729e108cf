package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** GetAccountAuthorizationDetails: everything in an account with its documents, page by page. */
final class AuthorizationDetails {

    private static final String LOCAL_POLICY = "LocalManagedPolicy";
    private static final String AWS_POLICY = "AWSManagedPolicy";

    /** The values that a {@code Filter} may have. */
    static final List<String> ENTITY_TYPES = List.of("User", "Role", "Group", LOCAL_POLICY, AWS_POLICY);

    private AuthorizationDetails() {}

    /** A role, user, group or policy, the list that it belongs to, and how it is written. */
    private record Entity(String kind, String list, String key, Runnable writer) {}

    static void run(Call call) {
        List<String> kinds = call.request().list("Filter");
        kinds.forEach(kind -> ParameterLimits.oneOf("Filter", kind, ENTITY_TYPES));
        List<Entity> entities = entities(call);
        entities.removeIf(entity -> !kinds.isEmpty() && !kinds.contains(entity.kind()));
        Page<Entity> page = Page.of(entities, Entity::key, call);

        for (String list : List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")) {
            List<Entity> listed = page.items().stream()
                    .filter(entity -> entity.list().equals(list))
                    .toList();
            call.answer().list(list, listed, entity -> entity.writer().run());
        }
        page.writeEnd(call.answer());
    }

    private static List<Entity> entities(Call call) {
        List<Entity> entities = new ArrayList<>();
        AccountState account = call.account();
        RoleWriter roles = RoleWriter.of(call);
        account.usersAndGroups().forEach(each -> entities.add(holder(each, () -> each.writeDetail(call.answer()))));
        account.visibleRoles().forEach(role -> entities.add(holder(role, () -> roles.writeDetail(role))));
        Consumer<ManagedPolicy> policies = PolicyWriter.of(call)::writeDetail;
        account.visiblePolicies().forEach(policy -> entities.add(policy(LOCAL_POLICY, policy, policies)));
        account.awsManagedPolicies().forEach(policy -> entities.add(policy(AWS_POLICY, policy, policies)));
        return entities;
    }

    private static Entity holder(PolicyHolder holder, Runnable writer) {
        return new Entity(
                holder.kind(), holder.kind() + "DetailList", "holder/" + holder.kind() + "/" + holder.name(), writer);
    }

    private static Entity policy(String kind, ManagedPolicy policy, Consumer<ManagedPolicy> writer) {
        return new Entity(kind, "Policies", "policy/" + policy.arn(), () -> writer.accept(policy));
    }
}
