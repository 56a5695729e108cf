package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.LocalAws;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** The IAM of some accounts as JSON, from which the in-process IAM is set up. */
public final class IamSnapshot {

    private IamSnapshot() {}

    /** Creates all of it in an empty IAM. */
    public static void rebuild(LocalAws aws, JsonNode all) {
        all.propertyStream().forEach(account -> {
            aws.host(account.getKey());
            try (IamClient iam =
                    AwsUser.ofAccount(aws.endpoint(), account.getKey()).iam()) {
                rebuild(iam, account.getKey(), account.getValue());
            }
        });
    }

    private static void rebuild(IamClient iam, String accountId, JsonNode account) {
        for (JsonNode policy : account.path("policies")) {
            policy(iam, accountId, policy);
        }
        for (JsonNode role : account.path("roles")) {
            String name = role.path("name").asString();
            iam.createRole(it -> it.roleName(name)
                    .path(role.path("path").asString())
                    .description(
                            role.path("description").isNull()
                                    ? null
                                    : role.path("description").asString())
                    .maxSessionDuration(role.path("maxSessionDuration").asInt())
                    .permissionsBoundary(text(role, "permissionsBoundary"))
                    .assumeRolePolicyDocument(role.path("trust").asString())
                    .tags(tagsOf(role)));
            role.path("attached")
                    .forEach(arn -> iam.attachRolePolicy(it -> it.roleName(name).policyArn(arn.asString())));
            role.path("inline")
                    .propertyStream()
                    .forEach(inline -> iam.putRolePolicy(it -> it.roleName(name)
                            .policyName(inline.getKey())
                            .policyDocument(inline.getValue().asString())));
            role.path("instanceProfiles").forEach(profile -> {
                iam.createInstanceProfile(it -> it.instanceProfileName(profile.asString()));
                iam.addRoleToInstanceProfile(
                        it -> it.instanceProfileName(profile.asString()).roleName(name));
            });
        }
        for (JsonNode user : account.path("users")) {
            String name = user.path("name").asString();
            iam.createUser(it -> it.userName(name).permissionsBoundary(text(user, "permissionsBoundary")));
            user.path("attached")
                    .forEach(arn -> iam.attachUserPolicy(it -> it.userName(name).policyArn(arn.asString())));
        }
        for (JsonNode group : account.path("groups")) {
            String name = group.path("name").asString();
            iam.createGroup(it -> it.groupName(name));
            group.path("attached")
                    .forEach(arn ->
                            iam.attachGroupPolicy(it -> it.groupName(name).policyArn(arn.asString())));
        }
    }

    /** Versions that were deleted are created and deleted again, so that the others have the same numbers. */
    private static void policy(IamClient iam, String accountId, JsonNode policy) {
        JsonNode versions = policy.path("versions");
        int last = versions.propertyStream()
                .mapToInt(it -> number(it.getKey()))
                .max()
                .orElseThrow();
        String anyDocument =
                versions.propertyStream().findFirst().orElseThrow().getValue().asString();
        String arn = "arn:aws:iam::" + accountId + ":policy"
                + policy.path("path").asString() + policy.path("name").asString();
        for (int i = 1; i <= last; i++) {
            String document = versions.path("v" + i).asString(anyDocument);
            if (i == 1) {
                iam.createPolicy(it -> it.policyName(policy.path("name").asString())
                        .path(policy.path("path").asString())
                        .policyDocument(document)
                        .tags(tagsOf(policy)));
            } else {
                iam.createPolicyVersion(
                        it -> it.policyArn(arn).policyDocument(document).setAsDefault(true));
            }
            String before = "v" + (i - 1);
            if (i > 1 && !versions.has(before)) {
                iam.deletePolicyVersion(it -> it.policyArn(arn).versionId(before));
            }
        }
        iam.setDefaultPolicyVersion(
                it -> it.policyArn(arn).versionId(policy.path("defaultVersion").asString()));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asString() : null;
    }

    private static List<Tag> tagsOf(JsonNode node) {
        return node.path("tags")
                .propertyStream()
                .map(it -> Tag.builder()
                        .key(it.getKey())
                        .value(it.getValue().asString())
                        .build())
                .toList();
    }

    private static int number(String version) {
        return Integer.parseInt(version.substring(1));
    }
}
