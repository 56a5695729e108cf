package io.tableflow.iam.simulation;

import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Others in the same AWS account, who do not know about this service: people, and automation that changes tags. Faults
 * apply to their calls, too.
 */
final class ForeignActor {

    static final String POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    /** Lets in somebody else. */
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    /** Lets in nobody. */
    static final String SHUT = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:*"}]}""";

    private static final String OWNER = "tableflow-iam:environment-id";
    private static final List<String> OUR_TAGS = List.of("managed-by", "tableflow-iam:environment", OWNER);
    private static final List<String> OUR_POLICIES =
            List.of("-confluent-tableflow-s3-permission", "-confluent-tableflow-connection");

    private final IamClient iam;
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    /** By the value that was written over it. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final Set<String> touchedTags = ConcurrentHashMap.newKeySet();
    private final Set<String> changedTrusts = ConcurrentHashMap.newKeySet();

    ForeignActor(AwsUser user) {
        this.iam = user.iam();
    }

    /** What they did, and how often. */
    Map<String, AtomicInteger> done() {
        return done;
    }

    void createRole(String environment) {
        iam.createRole(role -> role.roleName(roleOf(environment))
                .assumeRolePolicyDocument(TRUST)
                .tags(tag("owner", "stranger")));
        iam.attachRolePolicy(attach -> attach.roleName(roleOf(environment)).policyArn(POLICY));
    }

    void createRoleThatTrusts(Callback callback) {
        iam.createRole(role -> role.roleName(roleOf(callback.environment()))
                .assumeRolePolicyDocument(callback.trust().toString()));
    }

    void attaches(String environment) {
        tries(
                "attached a policy",
                () -> iam.attachRolePolicy(
                        attach -> attach.roleName(roleOf(environment)).policyArn(POLICY)));
    }

    void detaches(String environment) {
        tries(
                "detached a policy of ours",
                () -> iam.detachRolePolicy(detach -> detach.roleName(roleOf(environment))
                        .policyArn(policyOf(environment, OUR_POLICIES.getFirst()))));
    }

    /** From the role, or from a policy. */
    void takesTagsOff(String environment, Random random) {
        List<String> keys =
                OUR_TAGS.stream().filter(key -> random.nextInt(3) > 0).toList();
        int which = random.nextInt(1 + OUR_POLICIES.size());
        touchedTags.add(environment);
        tries("took tags off", () -> {
            if (which == 0) {
                iam.untagRole(untag -> untag.roleName(roleOf(environment)).tagKeys(keys));
            } else {
                iam.untagPolicy(untag -> untag.policyArn(policyOf(environment, OUR_POLICIES.get(which - 1)))
                        .tagKeys(keys));
            }
        });
    }

    void addsTags(String environment) {
        tries(
                "added tags",
                () -> iam.tagRole(tag -> tag.roleName(roleOf(environment))
                        .tags(tag("cost-center", "4711"), tag("Managed-By", "robot"))));
    }

    /** As if the role belonged to another environment. */
    void overwritesOwner(String environment) {
        touchedTags.add(environment);
        tries("overwrote the owner", () -> {
            String before = iam.listRoleTags(list -> list.roleName(roleOf(environment))).tags().stream()
                    .filter(tag -> tag.key().equals(OWNER))
                    .map(Tag::value)
                    .findFirst()
                    .orElse("");
            String other = UUID.randomUUID().toString();
            if (!before.isEmpty()) {
                owners.put(other, owners.getOrDefault(before, before));
                iam.tagRole(tag -> tag.roleName(roleOf(environment)).tags(tag(OWNER, other)));
            }
        });
    }

    /** Takes the owner's tag off the role where it is one of these. */
    void takesOffOwners(String environment, Predicate<String> isGone) {
        tries("took off a tag of an environment that is gone", () -> {
            if (iam.listRoleTags(list -> list.roleName(roleOf(environment))).tags().stream()
                    .anyMatch(tag -> tag.key().equals(OWNER) && isGone.test(tag.value()))) {
                iam.untagRole(untag -> untag.roleName(roleOf(environment)).tagKeys(OWNER));
            }
        });
    }

    void changesTrust(String environment, String trust) {
        tries("changed a trust", () -> {
            changedTrusts.add(environment);
            iam.updateAssumeRolePolicy(
                    update -> update.roleName(roleOf(environment)).policyDocument(trust));
        });
    }

    boolean hasTouchedTagsOf(String environment) {
        return touchedTags.contains(environment);
    }

    boolean hasChangedTrustOf(String environment) {
        return changedTrusts.contains(environment);
    }

    /** Undoes what the service must not undo: others decide about their policies and their tags. */
    void leaves(String environment) {
        tries(
                "took its policy back",
                () -> iam.detachRolePolicy(
                        detach -> detach.roleName(roleOf(environment)).policyArn(POLICY)));
        tries(
                "put the owner back",
                () -> iam.listRoleTags(list -> list.roleName(roleOf(environment))).tags().stream()
                        .filter(tag -> tag.key().equals(OWNER))
                        .map(tag -> owners.get(tag.value()))
                        .filter(Objects::nonNull)
                        .forEach(owner -> iam.tagRole(
                                it -> it.roleName(roleOf(environment)).tags(tag(OWNER, owner)))));
    }

    private void tries(String what, Runnable change) {
        try {
            change.run();
            done.computeIfAbsent(what, it -> new AtomicInteger()).incrementAndGet();
        } catch (SdkException refused) {
            done.computeIfAbsent("was refused", it -> new AtomicInteger()).incrementAndGet();
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String policyOf(String environment, String suffix) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + environment + suffix;
    }

    private static String roleOf(String environment) {
        return environment + "-confluent-role";
    }
}
