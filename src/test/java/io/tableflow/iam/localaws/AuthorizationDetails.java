package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** GetAccountAuthorizationDetails: all roles and policies of an account with their documents, a page at a time. */
final class AuthorizationDetails {

    private static final String ROLE = "Role";
    private static final String LOCAL_POLICY = "LocalManagedPolicy";
    private static final String AWS_POLICY = "AWSManagedPolicy";

    private AuthorizationDetails() {}

    /** A role or a policy, and how it is written. */
    private record Entity(String kind, String key, Runnable writer) {}

    static void run(Call call) {
        List<String> kinds = call.request().list("Filter");
        List<Entity> entities = entities(call);
        entities.removeIf(entity -> !kinds.isEmpty() && !kinds.contains(entity.kind()));
        Page<Entity> page = Page.of(entities, Entity::key, call.request());

        XmlAnswer answer = call.answer();
        answer.list("UserDetailList", List.of(), none -> {})
                .list("GroupDetailList", List.of(), none -> {})
                .list(
                        "RoleDetailList",
                        only(page, true),
                        entity -> entity.writer().run())
                .list("Policies", only(page, false), entity -> entity.writer().run());
        page.writeEnd(answer);
    }

    private static List<Entity> entities(Call call) {
        List<Entity> entities = new ArrayList<>();
        RoleWriter roles = RoleWriter.of(call);
        AccountState account = call.account();
        account.visibleRoles()
                .forEach(role -> entities.add(new Entity(ROLE, "role/" + role.name(), () -> roles.writeDetail(role))));
        Consumer<ManagedPolicy> policies = PolicyWriter.of(call)::writeDetail;
        account.visiblePolicies().forEach(policy -> entities.add(policy(LOCAL_POLICY, policy, policies)));
        account.awsManagedPolicies().forEach(policy -> entities.add(policy(AWS_POLICY, policy, policies)));
        return entities;
    }

    private static Entity policy(String kind, ManagedPolicy policy, Consumer<ManagedPolicy> writer) {
        return new Entity(kind, "policy/" + policy.arn(), () -> writer.accept(policy));
    }

    private static List<Entity> only(Page<Entity> page, boolean roles) {
        return page.items().stream()
                .filter(entity -> entity.kind().equals(ROLE) == roles)
                .toList();
    }
}
