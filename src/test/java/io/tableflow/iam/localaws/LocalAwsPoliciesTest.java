package io.tableflow.iam.localaws;

import static io.tableflow.iam.localaws.ErrorAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

class LocalAwsPoliciesTest {

    private static final String NOBODY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
    private static final String READ_ALL = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final SdkClients clients = new SdkClients(aws);

    private final IamClient iam = clients.iam("test");

    @Test
    void deletesAPolicyOnlyOnceItIsDetachedAndHasOneVersion() {
        createRole();
        String policy = createPolicy("read");
        iam.attachRolePolicy(attach -> attach.roleName("dev-role").policyArn(policy));
        iam.createPolicyVersion(create -> create.policyArn(policy).policyDocument(READ_ALL));

        assertRefused(() -> deletePolicy(policy), 409, "DeleteConflict");
        iam.detachRolePolicy(detach -> detach.roleName("dev-role").policyArn(policy));
        assertRefused(() -> deletePolicy(policy), 409, "DeleteConflict");
        iam.deletePolicyVersion(delete -> delete.policyArn(policy).versionId("v2"));
        deletePolicy(policy);

        assertRefused(() -> iam.getPolicy(get -> get.policyArn(policy)), 404, "NoSuchEntity");
    }

    @Test
    void keepsFiveVersionsOfAPolicyAndNeverReusesANumber() {
        String policy = createPolicy("read");
        IntStream.range(0, 4).forEach(i -> createVersion(policy));

        assertRefused(() -> createVersion(policy), 409, "LimitExceeded");
        assertRefused(
                () -> iam.deletePolicyVersion(delete -> delete.policyArn(policy).versionId("v5")),
                409,
                "DeleteConflict");
        iam.deletePolicyVersion(delete -> delete.policyArn(policy).versionId("v1"));
        createVersion(policy);

        assertThat(iam.listPolicyVersions(list -> list.policyArn(policy)).versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v6", "v5", "v4", "v3", "v2");
    }

    @Test
    void attachesPoliciesOfAws() {
        createRole();
        String policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";

        iam.attachRolePolicy(attach -> attach.roleName("dev-role").policyArn(policy));

        assertThat(iam.listAttachedRolePolicies(list -> list.roleName("dev-role"))
                        .attachedPolicies())
                .singleElement()
                .satisfies(attached -> assertThat(attached.policyName()).isEqualTo("ReadOnlyAccess"));
        assertRefused(() -> deletePolicy(policy), 403, "AccessDenied");
    }

    @Test
    void refusesAPolicyArnThatIsNone() {
        assertRefused(() -> deletePolicy("arn:aws:s3:::not-a-policy"), 400, "InvalidInput");
    }

    private void createRole() {
        iam.createRole(create -> create.roleName("dev-role").assumeRolePolicyDocument(NOBODY));
    }

    private String createPolicy(String name) {
        return iam.createPolicy(create -> create.policyName(name).policyDocument(READ_ALL))
                .policy()
                .arn();
    }

    private void createVersion(String policy) {
        iam.createPolicyVersion(
                create -> create.policyArn(policy).policyDocument(READ_ALL).setAsDefault(true));
    }

    private void deletePolicy(String arn) {
        iam.deletePolicy(delete -> delete.policyArn(arn));
    }
}
