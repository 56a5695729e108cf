package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.Ownership;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.ObservedState;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.planning.Plan.Action;
import io.tableflow.iam.planning.Plan.Change;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDiff;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.policy.trust.TrustExposure;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders what a deletion would do to observed IAM: always the role and both policies, and what would be detached from them.
 * What others attached is detached if the deletion is forced, and otherwise is the conflict that stops it.
 */
final class DeletionPlan {

    private final Environment environment;
    private final DesiredIam desired;
    private final DeletionObstacles obstacles;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private DeletionPlan(Environment environment, DesiredIam desired, DeletionObstacles obstacles) {
        this.environment = environment;
        this.desired = desired;
        this.obstacles = obstacles;
    }

    static Plan of(Environment environment, DesiredIam desired, DeletionObstacles obstacles) {
        DeletionPlan plan = new DeletionPlan(environment, desired, obstacles);
        plan.integration();
        plan.role(obstacles.observed().role());
        ResourceKind.POLICIES.forEach(
                kind -> plan.policy(kind, obstacles.observed().policy(kind).orElse(null)));
        return new Plan(environment.name(), environment.spec(), plan.changes, plan.warnings);
    }

    /** Nothing of an environment whose account was never reached can exist. */
    static Plan ofNothing(Environment environment) {
        return new Plan(
                environment.name(),
                environment.spec(),
                List.of(),
                List.of("The service never worked in the account: nothing in IAM would be deleted."));
    }

    /** Everything that an environment has is left where it is if the environment is abandoned. */
    static Plan ofAbandonment(Environment environment) {
        ObservedState left = environment.observed();
        List<Change> changes = Arrays.stream(ResourceKind.values())
                .filter(kind -> left.resources().arn(kind) != null)
                .map(kind -> new Change(
                        kind == ResourceKind.ROLE
                                ? "role " + environment.spec().names().role()
                                : "policy " + ManagedPolicies.name(environment.spec(), kind),
                        Action.NONE,
                        null,
                        null,
                        null,
                        null))
                .toList();
        List<String> warnings = new ArrayList<>();
        warnings.add("Nothing is called in AWS: whatever is there is left there, with this environment's tags.");
        left.admitted()
                .ifPresent(principal -> warnings.add("As far as is known, " + principal.role() + " can assume the role "
                        + left.resources().role().arn() + ", and still can afterwards."));
        ProviderIntegration integration = environment.desired().integration();
        if (integration != null) {
            warnings.add(
                    "Confluent is not called either: provider integration " + integration.id() + " is left there.");
        }
        return new Plan(environment.name(), environment.spec(), changes, warnings);
    }

    /** Confluent is not asked by what it is used. */
    private void integration() {
        ConfluentSpec target = environment.spec().confluent();
        if (target == null) {
            return;
        }
        ProviderIntegration known = environment.desired().integration();
        String before = (known == null ? "the one" : known.id()) + " in " + target.environmentId() + " for "
                + desired.roleName();
        if (environment.isIntegrationDeletedByDeletion()) {
            changes.add(new Change(
                    "provider integration at Confluent",
                    Action.DELETE,
                    before,
                    null,
                    PolicyDiff.ofTexts(before, null),
                    null));
            warnings.add("As long as anything uses the provider integration at Confluent, the deletion "
                    + (obstacles.force() ? "leaves it there." : "waits, and everything in IAM stays as it is."));
        } else {
            changes.add(new Change("provider integration at Confluent", Action.NONE, before, before, null, null));
        }
    }

    private void role(ObservedIam.@Nullable Role role) {
        String resource = "role " + desired.roleName();
        if (role == null) {
            absent(resource);
        } else if (!desired.owns(role.tags())) {
            obstacles.whoseRole().ifPresent(it -> notTagged(resource, role.trust(), ResourceKind.ROLE, it));
        } else if (environment.isReleasedByDeletion(ResourceKind.ROLE)) {
            released(resource, role.trust(), role.tags());
            attachments(role);
            if (TrustExposure.letsOthersIn(role.trust(), null)) {
                warnings.add("Of " + resource + ", " + TrustDescription.of(role.trust()) + ": " + whyReleased()
                        + ", that stays so.");
            }
        } else {
            attachments(role);
            deleted(resource, role.trust(), obstacles.ofRole(role));
        }
    }

    private void attachments(ObservedIam.Role role) {
        ResourceKind.POLICIES.stream()
                .filter(kind -> role.attachedPolicies().contains(desired.policyArn(kind)))
                .filter(kind ->
                        !environment.isReleasedByDeletion(ResourceKind.ROLE) || !environment.isReleasedByDeletion(kind))
                .forEach(kind ->
                        detached(desired.roleName(), ManagedPolicies.name(desired.spec(), kind) + " is attached"));
    }

    private void policy(ResourceKind kind, ObservedIam.@Nullable Policy policy) {
        String resource = "policy " + ManagedPolicies.name(desired.spec(), kind);
        if (policy == null || policy.tags() == null) {
            absent(resource);
        } else if (!desired.owns(policy.tags())) {
            obstacles.whosePolicy(kind, policy).ifPresent(it -> notTagged(resource, policy.document(), kind, it));
        } else if (environment.isReleasedByDeletion(kind)) {
            released(resource, policy.document(), policy.tags());
        } else {
            deleted(resource, policy.document(), obstacles.ofPolicy(policy.arn()));
        }
    }

    private String whyReleased() {
        return environment.spec().deletionPolicy() == DeletionPolicy.RETAIN
                ? "with the deletionPolicy RETAIN"
                : "as it was adopted, and the environment was never complete";
    }

    private void deleted(String resource, PolicyDocument document, DeletionObstacles.Found found) {
        found.detached().forEach(it -> detached(it.fromInWords(), it.whatInWords() + " is attached"));
        WorkflowProblem problem = found.problem();
        changes.add(new Change(
                resource,
                Action.DELETE,
                document.json(),
                null,
                PolicyDiff.between(document, null),
                problem == null ? null : problem.detail() + " " + problem.remedy()));
    }

    private void detached(String holder, String attachment) {
        changes.add(new Change(
                "attachment to " + holder,
                Action.DELETE,
                attachment,
                null,
                PolicyDiff.ofTexts(attachment, null),
                null));
    }

    private void released(String resource, PolicyDocument document, Map<String, String> tags) {
        changes.add(new Change(resource, Action.NONE, document.json(), document.json(), null, null));
        Map<String, String> others = new TreeMap<>(tags);
        OwnershipTags.tagKeys().forEach(others::remove);
        String before = PlanRenderer.lines(tags);
        String after = others.isEmpty() ? null : PlanRenderer.lines(others);
        changes.add(new Change(
                "tags of " + resource,
                after == null ? Action.DELETE : Action.UPDATE,
                before,
                after,
                PolicyDiff.ofTexts(before, after),
                null));
    }

    private void absent(String resource) {
        changes.add(new Change(resource, Action.NONE, null, null, null, null));
    }

    /** What was the environment's and has lost its tag stops the deletion, or is dealt with if it is forced. */
    private void notTagged(
            String resource, PolicyDocument document, ResourceKind kind, DeletionObstacles.NotTagged found) {
        boolean isLost = found.ownership().isLost() && !environment.isReleasedByDeletion(kind);
        boolean isDeleted = isLost && obstacles.force() && found.ownership() == Ownership.UNTAGGED;
        if (isLost && obstacles.force() && !isDeleted) {
            warnings.add(found.problem().detail() + " The forced deletion leaves it as it is.");
        }
        changes.add(new Change(
                resource,
                isDeleted ? Action.DELETE : Action.NONE,
                document.json(),
                isDeleted ? null : document.json(),
                isDeleted ? PolicyDiff.between(document, null) : null,
                isLost && !obstacles.force()
                        ? found.problem().detail() + " " + found.problem().remedy()
                        : null));
    }
}
