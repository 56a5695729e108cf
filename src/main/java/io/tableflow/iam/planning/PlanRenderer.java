package io.tableflow.iam.planning;

import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.TagChanges;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.planning.Plan.Action;
import io.tableflow.iam.planning.Plan.Change;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
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
 * Renders observed IAM against desired IAM as a list for people: always the role, both policies and both attachments;
 * boundary, session and tags where they would change.
 */
final class PlanRenderer {

    private final DesiredIam desired;
    private final ObservedIam observed;
    private final AdoptionPlan adoption;
    private final BoundaryLookup boundary;
    private final boolean isNew;
    private final List<Change> changes = new ArrayList<>();

    private PlanRenderer(
            DesiredIam desired, ObservedIam observed, AdoptionPlan adoption, BoundaryLookup boundary, boolean isNew) {
        this.desired = desired;
        this.observed = observed;
        this.adoption = adoption;
        this.boundary = boundary;
        this.isNew = isNew;
    }

    static List<Change> of(
            DesiredIam desired,
            ObservedIam observed,
            AdoptionPlan adoption,
            BoundaryLookup boundary,
            @Nullable Environment existing) {
        PlanRenderer renderer = new PlanRenderer(desired, observed, adoption, boundary, existing == null);
        renderer.role();
        ResourceKind.POLICIES.forEach(renderer::policy);
        ResourceKind.POLICIES.forEach(renderer::attachment);
        renderer.integration(existing);
        if (existing != null) {
            renderer.text(
                    "deletion policy",
                    existing.spec().deletionPolicy().name(),
                    desired.spec().deletionPolicy().name());
        }
        return renderer.changes;
    }

    /** The role that is ours, or would be. */
    private ObservedIam.@Nullable Role ours() {
        return adoption.leavesAlone(ResourceKind.ROLE) ? null : observed.role();
    }

    private void role() {
        String resource = "role " + desired.roleName();
        ObservedIam.Role ours = ours();
        document(
                resource,
                ours == null ? null : ours.trust(),
                desired.trust(),
                adoption.obstacles().get(ResourceKind.ROLE));
        text(
                "permissions boundary of " + resource,
                ours == null ? null : ours.permissionsBoundaryArn(),
                desired.spec().permissionsBoundaryArn(),
                boundary.conflict());
        text(
                "longest session of " + resource,
                ours == null || ours.maxSession() == null
                        ? "3600 s"
                        : ours.maxSession().toSeconds() + " s",
                desired.maxSession().toSeconds() + " s");
        tags(resource, ours == null ? Map.of() : ours.tags(), ours != null);
    }

    private void policy(ResourceKind kind) {
        String resource = "policy " + ManagedPolicies.name(desired.spec(), kind);
        ObservedIam.Policy ours =
                adoption.leavesAlone(kind) ? null : observed.policy(kind).orElse(null);
        document(
                resource,
                ours == null ? null : ours.document(),
                desired.document(kind),
                adoption.obstacles().get(kind));
        tags(resource, ours == null || ours.tags() == null ? Map.of() : ours.tags(), ours != null);
    }

    private void attachment(ResourceKind kind) {
        ObservedIam.Role role = ours();
        String after = ManagedPolicies.name(desired.spec(), kind) + " is attached";
        boolean isAttached = role != null && role.attachedPolicies().contains(desired.policyArn(kind));
        changes.add(new Change(
                "attachment to " + desired.roleName(),
                isAttached ? Action.NONE : Action.CREATE,
                isAttached ? after : null,
                after,
                isAttached ? null : PolicyDiff.ofTexts(null, after),
                null));
    }

    /** What Confluent has is not looked at: one that exists for the role is taken over. */
    private void integration(@Nullable Environment existing) {
        ConfluentSpec target = desired.spec().confluent();
        if (target == null) {
            return;
        }
        ProviderIntegration known = existing == null ? null : existing.desired().integration();
        boolean isKnown = known != null && target.environmentId().equals(known.confluentEnvironmentId());
        String after = "'" + target.displayName() + "' in " + target.environmentId() + " for " + desired.roleName();
        changes.add(new Change(
                "provider integration at Confluent",
                isKnown ? Action.NONE : Action.CREATE,
                isKnown ? after : null,
                after,
                isKnown ? null : PolicyDiff.ofTexts(null, after),
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

    /** Our own tags on a new resource are left out. */
    private void tags(String resource, Map<String, String> tags, boolean exists) {
        TagChanges tagChanges = TagChanges.of(tags, desired);
        if (!tagChanges.isNeeded() || (!exists && desired.spec().tags().isEmpty())) {
            return;
        }
        Map<String, String> after = new TreeMap<>(tags);
        tagChanges.surplus().forEach(after::remove);
        int surplus =
                exists ? desired.ownership().surplusOn(after, desired.spec().tags()) : 0;
        after.putAll(exists ? tagChanges.missing() : desired.spec().tags());
        if (exists && isNew) {
            after.put(OwnershipTags.ID, "(the new environment's id)");
        }
        text(
                "tags of " + resource,
                tags.isEmpty() ? null : lines(tags),
                lines(after),
                surplus == 0 ? null : "These are " + surplus + " more than the 50 tags that IAM takes.");
    }

    static String lines(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private void text(String resource, @Nullable String before, @Nullable String after) {
        text(resource, before, after, null);
    }

    private void text(String resource, @Nullable String before, @Nullable String after, @Nullable String conflict) {
        if (!Objects.equals(before, after)) {
            Action action = before == null ? Action.CREATE : after == null ? Action.DELETE : Action.UPDATE;
            changes.add(new Change(resource, action, before, after, PolicyDiff.ofTexts(before, after), conflict));
        }
    }
}
