package io.tableflow.iam.localaws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The operations of IAM, and who may call them. */
final class IamService {

    private static final Set<String> ADMINISTRATION =
            Set.of("arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess");

    private IamService() {}

    static Map<String, Call.Operation> operations() {
        Map<String, Call.Operation> operations = new HashMap<>();
        operations.putAll(RoleActions.operations());
        operations.putAll(RolePolicyActions.operations());
        operations.putAll(PolicyActions.operations());
        operations.putAll(PolicyVersionActions.operations());
        operations.putAll(InstanceProfileActions.operations());
        operations.putAll(UserAndGroupActions.operations());
        operations.putAll(LastAccessedActions.operations());
        operations.put("GetAccountAuthorizationDetails", AuthorizationDetails::run);
        operations.replaceAll((name, operation) -> authorized(operation));
        return Map.copyOf(operations);
    }

    private static Call.Operation authorized(Call.Operation operation) {
        return call -> {
            if (!mayCall(call)) {
                throw AwsError.accessDenied(
                        call.caller().arn(), "iam:" + call.request().action(), "*");
            }
            operation.run(call);
        };
    }

    /**
     * Permission policies are not evaluated: a session of a hosted role may call IAM only if one of AWS's
     * administration policies is attached to the role.
     */
    private static boolean mayCall(Call call) {
        return call.caller()
                .session()
                .filter(Session::hosted)
                .map(session -> call.state()
                        .findRole(session.role())
                        .filter(role -> role.id().equals(session.roleId()))
                        .map(role -> role.attachedPolicies().keySet().stream().anyMatch(ADMINISTRATION::contains))
                        .orElse(false))
                .orElse(true);
    }
}
