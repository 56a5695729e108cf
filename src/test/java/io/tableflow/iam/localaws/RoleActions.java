package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations on a role itself: create, read, change and delete. */
final class RoleActions {

    private RoleActions() {}

    static Map<String, Call.Operation> operations() {
        return Map.ofEntries(
                Map.entry("CreateRole", RoleActions::create),
                Map.entry("GetRole", RoleActions::get),
                Map.entry("ListRoles", RoleActions::list),
                Map.entry("DeleteRole", RoleActions::delete),
                Map.entry("UpdateRole", RoleActions::update),
                Map.entry("UpdateAssumeRolePolicy", RoleActions::updateTrust),
                Map.entry("PutRolePermissionsBoundary", RoleActions::putBoundary),
                Map.entry("DeleteRolePermissionsBoundary", RoleActions::deleteBoundary),
                Map.entry("TagRole", call -> call.role().tags().put(Tags.of(call.request()))),
                Map.entry(
                        "UntagRole",
                        call -> call.role().tags().remove(call.request().list("TagKeys"))),
                Map.entry("ListRoleTags", RoleActions::listTags));
    }

    private static void create(Call call) {
        QueryRequest request = call.request();
        RoleArn arn = new RoleArn(
                "aws", call.caller().account(), ParameterLimits.path(request), ParameterLimits.roleName(request));
        List<QueryRequest.Tag> tags = Tags.of(request);
        Optional<String> description = ParameterLimits.description(request);
        int maxSession = ParameterLimits.maxSessionDuration(request).orElse(ParameterLimits.DEFAULT_SESSION_SECONDS);
        Optional<String> boundary = request.optional("PermissionsBoundary");
        boundary.ifPresent(policyArn -> requireBoundary(call, policyArn));
        Role.Trust trust = trust(call, request.required("AssumeRolePolicyDocument"));

        Role role = new Role(arn, trust, call.now(), call.visibility());
        call.account().add(role);
        role.description(description);
        role.maxSessionSeconds(maxSession);
        role.boundary(boundary);
        role.tags().put(tags);
        call.state().trustSet(role, trust.document(), call.request().userAgent());
        call.answer().element("Role", () -> RoleWriter.of(call).writeWhole(role));
    }

    private static Role.Trust trust(Call call, String document) {
        PolicyDocument parsed = DocumentRules.trust(document);
        return new Role.Trust(document, TrustPrincipals.resolve(parsed, call.state()));
    }

    private static void get(Call call) {
        Role role = call.role();
        call.answer().element("Role", () -> RoleWriter.of(call).writeWhole(role));
    }

    private static void list(Call call) {
        String prefix = call.request().optional("PathPrefix").orElse("/");
        List<Role> roles = call.account().visibleRoles().stream()
                .filter(role -> role.arn().path().startsWith(prefix))
                .toList();
        Page<Role> page = Page.of(roles, Role::name, call);
        call.answer().list("Roles", page.items(), RoleWriter.of(call)::writeSummary);
        page.writeEnd(call.answer());
    }

    private static void delete(Call call) {
        Role role = call.role();
        role.requireNoneAttached();
        if (!role.inlinePolicies().isEmpty()) {
            throw AwsError.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        if (!call.account().instanceProfilesOf(role).isEmpty()) {
            throw AwsError.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }
        call.account().remove(role);
    }

    private static void update(Call call) {
        Role role = call.role();
        Optional<String> description = ParameterLimits.description(call.request());
        ParameterLimits.maxSessionDuration(call.request()).ifPresent(role::maxSessionSeconds);
        if (call.request().parameters().containsKey("Description")) {
            role.description(description);
        }
        call.answer().emptyResult();
    }

    private static void updateTrust(Call call) {
        Role role = call.role();
        Role.Trust trust = trust(call, call.request().required("PolicyDocument"));
        role.trust(trust, call.visibility());
        call.state().trustSet(role, trust.document(), call.request().userAgent());
    }

    private static void putBoundary(Call call) {
        Role role = call.role();
        String policyArn = call.request().required("PermissionsBoundary");
        requireBoundary(call, policyArn);
        role.boundary(Optional.of(policyArn));
    }

    static void requireBoundary(Call call, String policyArn) {
        if (call.account().findPolicy(policyArn).isEmpty()) {
            throw AwsError.noSuchEntity("Scope ARN: %s does not exist or is not attachable.".formatted(policyArn));
        }
    }

    private static void deleteBoundary(Call call) {
        Role role = call.role();
        if (role.boundary().isEmpty()) {
            throw AwsError.noSuchEntity("Role %s has no permissions boundary.".formatted(role.name()));
        }
        role.boundary(Optional.empty());
    }

    private static void listTags(Call call) {
        Page<QueryRequest.Tag> page = Page.of(call.role().tags().all(), QueryRequest.Tag::key, call);
        call.answer().list("Tags", page.items(), tag -> RoleWriter.writeTag(call.answer(), tag));
        page.writeEnd(call.answer());
    }
}
