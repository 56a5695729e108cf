package io.tableflow.iam.planning;

import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.TagChanges;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.planning.Plan.Action;
import io.tableflow.iam.planning.Plan.Change;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDiff;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands against what is to stand, as a list for people: the role, both policies and both attachments always; what
 * else there is to them where it would change.
 */
final class PlanRenderer {

    private final DesiredIam wanted;
    private final ObservedIam live;
    private final AdoptionPlan takeover;
    private final boolean isNew;
    private final List<Change> changes = new ArrayList<>();

    private PlanRenderer(DesiredIam wanted, ObservedIam live, AdoptionPlan takeover, boolean isNew) {
        this.wanted = wanted;
        this.live = live;
        this.takeover = takeover;
        this.isNew = isNew;
    }

    static List<Change> of(DesiredIam wanted, ObservedIam live, AdoptionPlan takeover, @Nullable Environment existing) {
        PlanRenderer planned = new PlanRenderer(wanted, live, takeover, existing == null);
        planned.role();
        ManagedPolicies.KINDS.forEach(planned::policy);
        ManagedPolicies.KINDS.forEach(planned::attachment);
        if (existing != null) {
            planned.text(
                    "deletion policy",
                    existing.spec().deletionPolicy().name(),
                    wanted.spec().deletionPolicy().name());
        }
        return planned.changes;
    }

    /** The role that is ours, or would be. */
    private ObservedIam.@Nullable Role ours() {
        return takeover.leavesAlone(PolicyKind.TRUST) ? null : live.role();
    }

    private void role() {
        String resource = "role " + wanted.roleName();
        ObservedIam.Role ours = ours();
        document(
                resource,
                ours == null ? null : ours.trust(),
                wanted.trust(),
                takeover.obstacles().get(PolicyKind.TRUST));
        text(
                "permissions boundary of " + resource,
                ours == null ? null : ours.permissionsBoundaryArn(),
                wanted.spec().permissionsBoundaryArn());
        text(
                "longest session of " + resource,
                ours == null || ours.maxSession() == null
                        ? "3600 s"
                        : ours.maxSession().toSeconds() + " s",
                wanted.maxSession().toSeconds() + " s");
        tags(resource, ours == null ? Map.of() : ours.tags(), ours != null);
    }

    private void policy(PolicyKind kind) {
        String resource = "policy " + ManagedPolicies.name(wanted.spec(), kind);
        ObservedIam.Policy ours =
                takeover.leavesAlone(kind) ? null : live.policy(kind).orElse(null);
        document(
                resource,
                ours == null ? null : ours.document(),
                wanted.document(kind),
                takeover.obstacles().get(kind));
        tags(resource, ours == null || ours.tags() == null ? Map.of() : ours.tags(), ours != null);
    }

    private void attachment(PolicyKind kind) {
        ObservedIam.Role role = ours();
        String after = ManagedPolicies.name(wanted.spec(), kind) + " is attached";
        boolean stands = role != null && role.attachedPolicies().contains(wanted.policyArn(kind));
        changes.add(new Change(
                "attachment to " + wanted.roleName(),
                stands ? Action.NONE : Action.CREATE,
                stands ? after : null,
                after,
                stands ? null : PolicyDiff.ofTexts(null, after),
                null));
    }

    private void document(
            String resource, @Nullable PolicyDocument before, PolicyDocument after, @Nullable String conflict) {
        String diff = PolicyDiff.between(before, after);
        changes.add(new Change(
                resource,
                before == null ? Action.CREATE : diff.isEmpty() ? Action.NONE : Action.UPDATE,
                before == null ? null : before.json(),
                after.json(),
                diff.isEmpty() ? null : diff,
                conflict));
    }

    /** Our own tags on something new go without saying. */
    private void tags(String resource, Map<String, String> tags, boolean stands) {
        TagChanges retagging = TagChanges.of(tags, wanted);
        if (!retagging.isNeeded() || (!stands && wanted.spec().tags().isEmpty())) {
            return;
        }
        Map<String, String> after = new TreeMap<>(tags);
        retagging.surplus().forEach(after::remove);
        after.putAll(stands ? retagging.missing() : wanted.spec().tags());
        if (stands && isNew) {
            after.put(OwnershipTags.ID, "(the new environment's id)");
        }
        text("tags of " + resource, tags.isEmpty() ? null : lines(tags), lines(after));
    }

    private static String lines(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private void text(String resource, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            Action action = before == null ? Action.CREATE : after == null ? Action.DELETE : Action.UPDATE;
            changes.add(new Change(resource, action, before, after, PolicyDiff.ofTexts(before, after), null));
        }
    }
}
