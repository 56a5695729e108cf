package io.tableflow.iam.localaws;

import io.tableflow.iam.localaws.UserOrGroup.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The operations on users and groups: create, attach policies, delete. */
final class UserAndGroupActions {

    private UserAndGroupActions() {}

    static Map<String, Call.Operation> operations() {
        Map<String, Call.Operation> operations = new HashMap<>();
        for (Kind kind : Kind.values()) {
            operations.put("Create" + kind.title(), call -> create(call, kind));
            operations.put("Delete" + kind.title(), call -> delete(call, kind));
            operations.put("Attach%sPolicy".formatted(kind.title()), call -> attach(call, kind));
            operations.put("Detach%sPolicy".formatted(kind.title()), call -> detach(call, kind));
        }
        return operations;
    }

    private static void create(Call call, Kind kind) {
        String path = ParameterLimits.path(call.request());
        String name = ParameterLimits.name(call.request(), kind);
        Optional<String> boundary =
                kind == Kind.USER ? call.request().optional("PermissionsBoundary") : Optional.empty();
        boundary.ifPresent(policyArn -> RoleActions.requireBoundary(call, policyArn));
        UserOrGroup created = new UserOrGroup(kind, call.caller().account(), path, name, boundary, call.now());
        call.account().add(created);
        call.answer().element(kind.title(), () -> created.writeTo(call.answer()));
    }

    private static void delete(Call call, Kind kind) {
        UserOrGroup deleted = named(call, kind);
        deleted.requireNoneAttached();
        call.account().remove(deleted);
    }

    private static void attach(Call call, Kind kind) {
        named(call, kind).attach(call.account().attachable(ParameterLimits.policyArn(call.request())));
    }

    private static void detach(Call call, Kind kind) {
        named(call, kind).detach(ParameterLimits.policyArn(call.request()));
    }

    private static UserOrGroup named(Call call, Kind kind) {
        return call.account().userOrGroup(kind, ParameterLimits.name(call.request(), kind));
    }
}
