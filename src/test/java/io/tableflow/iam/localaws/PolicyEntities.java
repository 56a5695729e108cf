package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * ListEntitiesForPolicy: the entities that have a policy attached, and those that have it as their permissions
 * boundary. Without a usage filter, both together.
 */
final class PolicyEntities {

    private static final List<String> USAGES = List.of("PermissionsPolicy", "PermissionsBoundary");

    private PolicyEntities() {}

    static void list(Call call) {
        String prefix = call.request().optional("PathPrefix").orElse("/");
        String kind = call.request()
                .oneOf("EntityFilter", AuthorizationDetails.ENTITY_TYPES)
                .orElse("");
        List<PolicyHolder> found = new ArrayList<>(used(call, call.policy()));
        found.removeIf(holder -> !holder.path().startsWith(prefix)
                || !(kind.isEmpty() || holder.kind().equals(kind)));
        Page<PolicyHolder> page = Page.of(found, holder -> holder.kind() + "/" + holder.name(), call);
        write(call.answer(), page, "Group");
        write(call.answer(), page, "User");
        write(call.answer(), page, "Role");
        page.writeEnd(call.answer());
    }

    private static Set<PolicyHolder> used(Call call, ManagedPolicy policy) {
        String usage = call.request().oneOf("PolicyUsageFilter", USAGES).orElse("");
        Set<PolicyHolder> holders = new LinkedHashSet<>();
        if (!usage.equals("PermissionsBoundary")) {
            holders.addAll(call.account().holdersOf(policy));
        }
        if (!usage.equals("PermissionsPolicy")) {
            holders.addAll(call.account().boundedBy(policy));
        }
        return holders;
    }

    private static void write(XmlAnswer answer, Page<PolicyHolder> page, String kind) {
        answer.list(
                "Policy" + kind + "s",
                page.items().stream()
                        .filter(holder -> holder.kind().equals(kind))
                        .toList(),
                holder -> answer.text(kind + "Name", holder.name()).text(kind + "Id", holder.id()));
    }
}
