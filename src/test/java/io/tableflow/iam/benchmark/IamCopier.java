package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.Node;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Makes in IAM, call by call, what an environment has, for copies of it. */
final class IamCopier {

    private static final int THREADS = 8;

    private final IamClient iam;

    IamCopier(URI endpoint) {
        this.iam = IamClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(Node.ACCOUNT, "local")))
                .build();
    }

    /** A policy of the original, with its document. */
    private record Original(Policy policy, String document) {}

    /** Copies role, policies and attachments, and returns the ids of the new roles in the order of the copies. */
    List<String> copy(CopiedEnvironments copies) {
        Role role = iam.getRole(get -> get.roleName(CopiedEnvironments.ORIGINAL + "-confluent-role"))
                .role();
        List<Original> policies =
                iam.listAttachedRolePolicies(list -> list.roleName(role.roleName())).attachedPolicies().stream()
                        .map(this::read)
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<String>> ids = IntStream.rangeClosed(copies.first(), copies.last())
                    .mapToObj(number -> threads.submit(() -> copy(role, policies, renamed(copies, number))))
                    .toList();
            return ids.stream().map(IamCopier::get).toList();
        }
    }

    private Original read(AttachedPolicy attached) {
        Policy policy =
                iam.getPolicy(get -> get.policyArn(attached.policyArn())).policy();
        String document = iam.getPolicyVersion(
                        get -> get.policyArn(policy.arn()).versionId(policy.defaultVersionId()))
                .policyVersion()
                .document();
        return new Original(policy, decoded(document));
    }

    private String copy(Role role, List<Original> policies, UnaryOperator<String> renamed) {
        String roleName = renamed.apply(role.roleName());
        String id = iam.createRole(create -> create.roleName(roleName)
                        .description(role.description())
                        .maxSessionDuration(role.maxSessionDuration())
                        .assumeRolePolicyDocument(renamed.apply(decoded(role.assumeRolePolicyDocument())))
                        .tags(renamed(role.tags(), renamed)))
                .role()
                .roleId();
        for (Original original : policies) {
            String arn = iam.createPolicy(create -> create.policyName(
                                    renamed.apply(original.policy().policyName()))
                            .description(original.policy().description())
                            .policyDocument(renamed.apply(original.document()))
                            .tags(renamed(original.policy().tags(), renamed)))
                    .policy()
                    .arn();
            iam.attachRolePolicy(attach -> attach.roleName(roleName).policyArn(arn));
        }
        return id;
    }

    private static UnaryOperator<String> renamed(CopiedEnvironments copies, int number) {
        String id = CopiedEnvironments.id(number).toString();
        return text -> text.replace(CopiedEnvironments.ORIGINAL, CopiedEnvironments.name(number))
                .replace(copies.originalId().toString(), id);
    }

    private static List<Tag> renamed(List<Tag> tags, UnaryOperator<String> renamed) {
        return tags.stream()
                .map(tag -> tag.toBuilder().value(renamed.apply(tag.value())).build())
                .toList();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static String get(Future<String> id) {
        try {
            return id.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
