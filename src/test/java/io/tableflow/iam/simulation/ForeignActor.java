package io.tableflow.iam.simulation;

import io.tableflow.iam.testing.AwsUser;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Another user of the same AWS account, who does not know about this service. */
final class ForeignActor {

    static final String POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static final Logger log = LoggerFactory.getLogger(ForeignActor.class);

    private final IamClient iam;

    ForeignActor(AwsUser user) {
        this.iam = user.iam();
    }

    void createRole(String environment) {
        iam.createRole(role -> role.roleName(roleOf(environment))
                .assumeRolePolicyDocument(TRUST)
                .tags(Tag.builder().key("owner").value("stranger").build()));
        iam.attachRolePolicy(attach -> attach.roleName(roleOf(environment)).policyArn(POLICY));
    }

    /** Attaches a policy to the role, if the call succeeds: faults apply to these calls, too. */
    boolean attaches(String environment) {
        try {
            iam.attachRolePolicy(attach -> attach.roleName(roleOf(environment)).policyArn(POLICY));
            return true;
        } catch (SdkException faulty) {
            return false;
        }
    }

    /** Detaches its policy from the service's role, unless the service deletes that role meanwhile. */
    void leaves(String environment) {
        try {
            boolean hasAttached = roles().contains(roleOf(environment))
                    && !isForeign(environment)
                    && iam
                            .listAttachedRolePolicies(list -> list.roleName(roleOf(environment)))
                            .attachedPolicies()
                            .stream()
                            .anyMatch(attached -> attached.policyArn().equals(POLICY));
            if (hasAttached) {
                iam.detachRolePolicy(
                        detach -> detach.roleName(roleOf(environment)).policyArn(POLICY));
            }
        } catch (NoSuchEntityException deletedMeanwhile) {
            log.debug("The role of {} was deleted meanwhile", environment, deletedMeanwhile);
        }
    }

    private boolean isForeign(String environment) {
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
