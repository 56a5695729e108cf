package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.CreatedPolicy;
import io.tableflow.iam.aws.CreatedRole;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.PolicyVersion;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Maps the SDK's answers to our values. If an answer lacks the expected elements, the SDK returns an empty one, so
 * required elements are checked here.
 */
final class IamResponseMapper {

    private static final int DEFAULT_SESSION_SECONDS = 3600;

    private IamResponseMapper() {}

    /**
     * A role. Right after its creation IAM may answer with its id in place of its ARN, so the ARN is put together from
     * what it consists of (hashicorp/terraform-provider-aws waits until it is one).
     */
    static LiveRole role(AwsAccount account, @Nullable Role answer) {
        Role role = required(answer, "Role");
        Integer seconds = role.maxSessionDuration();
        String description = role.description();
        return new LiveRole(
                account.roleArn(required(role.path(), "Path"), required(role.roleName(), "RoleName")),
                required(role.roleId(), "RoleId"),
                role.roleName(),
                role.path(),
                document(role.assumeRolePolicyDocument()),
                description == null ? "" : description,
                Duration.ofSeconds(seconds == null ? DEFAULT_SESSION_SECONDS : seconds),
                boundary(role.permissionsBoundary()),
                tags(role.tags()));
    }

    static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    /** A role that was just created at the root path. */
    static CreatedRole createdRole(AwsAccount account, String name, @Nullable Role answer) {
        Role role = required(answer, "Role");
        return new CreatedRole(account.roleArn(name), required(role.roleId(), "RoleId"));
    }

    static LivePolicy policy(@Nullable Policy answer) {
        Policy policy = required(answer, "Policy");
        Integer bounded = policy.permissionsBoundaryUsageCount();
        return new LivePolicy(
                required(policy.arn(), "Arn"),
                required(policy.defaultVersionId(), "DefaultVersionId"),
                bounded == null ? 0 : bounded,
                tags(policy.tags()));
    }

    static CreatedPolicy createdPolicy(@Nullable Policy answer) {
        Policy policy = required(answer, "Policy");
        return new CreatedPolicy(
                required(policy.arn(), "Arn"), required(policy.defaultVersionId(), "DefaultVersionId"));
    }

    static PolicyVersion version(software.amazon.awssdk.services.iam.model.PolicyVersion version) {
        return new PolicyVersion(
                required(version.versionId(), "VersionId"), required(version.isDefaultVersion(), "IsDefaultVersion"));
    }

    /**
     * A document. IAM sends it percent-encoded after RFC 3986, where a plus is a plus. Some emulators send it
     * unencoded, where a percent sign is a percent sign.
     */
    static PolicyDocument document(@Nullable String answer) {
        String text = required(answer, "Document");
        if (text.stripLeading().startsWith("{")) {
            return new PolicyDocument(text);
        }
        try {
            return new PolicyDocument(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            throw SdkClientException.create("A policy document is not encoded as IAM does.", notEncoded);
        }
    }

    static List<IamEntity> entities(Iterable<ListEntitiesForPolicyResponse> pages) {
        List<IamEntity> entities = new ArrayList<>();
        for (ListEntitiesForPolicyResponse page : pages) {
            page.policyRoles().forEach(role -> entities.add(IamEntity.role(role.roleName())));
            page.policyUsers().forEach(user -> entities.add(IamEntity.user(user.userName())));
            page.policyGroups().forEach(group -> entities.add(IamEntity.group(group.groupName())));
        }
        return entities;
    }

    static List<Tag> tags(Map<String, String> tags) {
        Stream<Tag> sdk = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build());
        return sdk.toList();
    }

    static Map<String, String> tags(Collection<Tag> tags) {
        return tags.stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value));
    }

    static <T> T required(@Nullable T value, String element) {
        if (value == null) {
            throw SdkClientException.create("The answer holds no " + element + ".");
        }
        return value;
    }
}
