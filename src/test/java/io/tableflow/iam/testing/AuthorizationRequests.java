package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.IdentityPolicy.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The permissions that recorded calls need: each action with its resource, and with the tags that the resource had at
 * that moment, found by replaying the calls.
 */
public final class AuthorizationRequests {

    private final Map<String, Map<String, String>> tags = new HashMap<>();

    /** The permissions that one call needs. The calls must be passed in their order. */
    public List<Request> by(RecordedCall call) {
        if (!call.service().equals("iam")) {
            return List.of(new Request(permission(call.service(), call.operation()), resource(call), Map.of()));
        }
        String resource = resource(call);
        Map<String, String> context = new HashMap<>();
        tags.getOrDefault(resource, Map.of()).forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
        requestTags(call).forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        call.parameter("PolicyArn").ifPresent(arn -> context.put("iam:PolicyARN", arn));
        List<Request> asked = new ArrayList<>();
        asked.add(new Request("iam:" + call.operation(), resource, context));
        // In IAM, creating a resource with tags needs two permissions.
        if (call.operation().equals("CreateRole") || call.operation().equals("CreatePolicy")) {
            asked.add(new Request("iam:" + call.operation().replace("Create", "Tag"), resource, context));
        }
        if (call.succeeded()) {
            play(call, resource);
        }
        return asked;
    }

    /** The permission that an operation needs: its name, but for some of S3. */
    public static String permission(String service, String operation) {
        return service + ":"
                + switch (operation) {
                    case "GetBucketEncryption" -> "GetEncryptionConfiguration";
                    case "GetPublicAccessBlock" -> "GetBucketPublicAccessBlock";
                    case "GetObjectLockConfiguration" -> "GetBucketObjectLockConfiguration";
                    case "GetBucketLifecycleConfiguration" -> "GetLifecycleConfiguration";
                    default -> operation;
                };
    }

    private void play(RecordedCall call, String resource) {
        switch (call.operation()) {
            case "CreateRole", "CreatePolicy" -> tags.put(resource, requestTags(call));
            case "TagRole", "TagPolicy" ->
                tags.computeIfAbsent(resource, it -> new HashMap<>()).putAll(requestTags(call));
            case "UntagRole", "UntagPolicy" ->
                tags.getOrDefault(resource, new HashMap<>()).keySet().removeAll(untagged(call));
            case "DeleteRole", "DeletePolicy" -> tags.remove(resource);
            default -> {}
        }
    }

    private static String resource(RecordedCall call) {
        return switch (call.service()) {
            case "s3" -> "arn:aws:s3:::" + value(call, "Bucket");
            case "kms" -> key(call);
            case "glue" -> "arn:aws:glue:eu-central-1:" + call.account() + ":catalog";
            case "lakeformation" -> "*";
            default -> ofIam(call);
        };
    }

    private static String key(RecordedCall call) {
        String key =
                JsonMapper.shared().readTree(value(call, "Body")).path("KeyId").asString();
        return key.startsWith("arn:") ? key : "arn:aws:kms:eu-central-1:" + call.account() + ":key/" + key;
    }

    private static String ofIam(RecordedCall call) {
        String prefix = "arn:aws:iam::" + call.account() + ":";
        return switch (call.operation()) {
            case "GetAccountAuthorizationDetails", "ListRoles" -> "*";
            case "CreatePolicy" -> prefix + "policy/" + value(call, "PolicyName");
            case "RemoveRoleFromInstanceProfile" -> prefix + "instance-profile/" + value(call, "InstanceProfileName");
            case "DetachUserPolicy" -> prefix + "user/" + value(call, "UserName");
            case "DetachGroupPolicy" -> prefix + "group/" + value(call, "GroupName");
            default ->
                call.parameter("RoleName")
                        .map(name -> prefix + "role/" + name)
                        .or(() -> call.parameter("PolicyArn"))
                        .orElse("*");
        };
    }

    private static Map<String, String> requestTags(RecordedCall call) {
        Map<String, String> found = new HashMap<>();
        for (int i = 1; call.parameter("Tags.member." + i + ".Key").isPresent(); i++) {
            found.put(value(call, "Tags.member." + i + ".Key"), value(call, "Tags.member." + i + ".Value"));
        }
        return found;
    }

    private static List<String> untagged(RecordedCall call) {
        return call.parameters().entrySet().stream()
                .filter(it -> it.getKey().startsWith("TagKeys."))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String value(RecordedCall call, String parameter) {
        return call.parameter(parameter).orElseThrow(() -> new IllegalArgumentException(call + " has no " + parameter));
    }
}
