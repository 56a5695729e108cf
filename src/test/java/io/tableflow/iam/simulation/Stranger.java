package io.tableflow.iam.simulation;

import io.tableflow.iam.testing.AwsUser;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Somebody else who works in the same account, and knows nothing of us. */
final class Stranger {

    static final String POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private final IamClient iam;

    Stranger(AwsUser user) {
        this.iam = user.iam();
    }

    void takesTheRole(String environment) {
        iam.createRole(role -> role.roleName(roleOf(environment))
                .assumeRolePolicyDocument(TRUST)
                .tags(Tag.builder().key("owner").value("stranger").build()));
        iam.attachRolePolicy(attach -> attach.roleName(roleOf(environment)).policyArn(POLICY));
    }

    /** Tries to; IAM is cruel to strangers too. */
    boolean attaches(String environment) {
        try {
            iam.attachRolePolicy(attach -> attach.roleName(roleOf(environment)).policyArn(POLICY));
            return true;
        } catch (SdkException notToday) {
            return false;
        }
    }

    /** Takes back what was attached to a role that is not his. */
    void leaves(String environment) {
        boolean hasAttached = roles().contains(roleOf(environment))
                && !isHis(environment)
                && iam.listAttachedRolePolicies(list -> list.roleName(roleOf(environment))).attachedPolicies().stream()
                        .anyMatch(attached -> attached.policyArn().equals(POLICY));
        if (hasAttached) {
            iam.detachRolePolicy(detach -> detach.roleName(roleOf(environment)).policyArn(POLICY));
        }
    }

    private boolean isHis(String environment) {
        return iam.listRoleTags(list -> list.roleName(roleOf(environment))).tags().stream()
                .anyMatch(tag -> tag.key().equals("owner"));
    }

    private List<String> roles() {
        return iam.listRolesPaginator().roles().stream().map(Role::roleName).toList();
    }

    private static String roleOf(String environment) {
        return environment + "-confluent-role";
    }
}
