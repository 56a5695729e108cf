package io.tableflow.iam.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.aws.AwsException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of the contract about what others attach to our roles and policies, and how it is detached. */
abstract class ForeignAttachmentsContract extends IamContractFixture {

    @Test
    void detachesAPolicyFromAUser() {
        String user = run + "-user";
        String policy = createPolicy(run + "-policy").arn();
        createUser(user, null);
        others().attachUserPolicy(attach -> attach.userName(user).policyArn(policy));
        cleanUpBy(() -> iam().detachFromUser(user, policy));

        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).containsExactly(IamEntity.user(user)));
        iam().detachFromUser(user, policy);

        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().detachFromUser(user, policy));
        assertFails(Kind.NOT_FOUND, () -> iam().detachFromUser(run + "-nobody", policy));
    }

    @Test
    void detachesAPolicyFromAGroup() {
        String group = run + "-group";
        String policy = createPolicy(run + "-policy").arn();
        others().createGroup(create -> create.groupName(group));
        cleanUpBy(() -> others().deleteGroup(delete -> delete.groupName(group)));
        others().attachGroupPolicy(attach -> attach.groupName(group).policyArn(policy));
        cleanUpBy(() -> iam().detachFromGroup(group, policy));

        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).containsExactly(IamEntity.group(group)));
        iam().detachFromGroup(group, policy);

        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().detachFromGroup(group, policy));
        assertFails(Kind.NOT_FOUND, () -> iam().detachFromGroup(run + "-nobodies", policy));
    }

    @Test
    void tellsBoundariesFromAttachments() {
        String policy = createPolicy(run + "-policy").arn();
        createRole(run + "-attached");
        createRole(run + "-bounded", policy);
        iam().attach(run + "-attached", policy);

        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).contains(IamEntity.role(run + "-attached")));
        expect(
                iam().entitiesAttachedTo(policy).size() == 1 && countsBoundaries(policy),
                "knows which use of a policy is asked for");
        assertThat(iam().entitiesAttachedTo(policy)).containsExactly(IamEntity.role(run + "-attached"));
        assertThat(iam().entitiesBoundedBy(policy)).containsExactly(IamEntity.role(run + "-bounded"));
    }

    @Test
    void keepsAPolicyThatIsABoundary() {
        String policy = createPolicy(run + "-policy").arn();
        createUser(run + "-bounded", policy);

        expect(countsBoundaries(policy), "keeps the boundaries of users");
        assertThat(iam().entitiesBoundedBy(policy)).containsExactly(IamEntity.user(run + "-bounded"));
        assertThat(iam().entitiesAttachedTo(policy)).isEmpty();
        assertFails(Kind.DELETE_CONFLICT, () -> iam().deletePolicy(policy));
    }

    @Test
    void deletesAnInlinePolicyAfterReadingIt() {
        String role = run + "-role";
        createRole(role);
        others().putRolePolicy(put -> put.roleName(role)
                .policyName("added-by-hand")
                .policyDocument(bucket("a+b c%").json()));
        cleanUpBy(() -> iam().deleteInlinePolicy(role, "added-by-hand"));

        eventually(() -> assertThat(iam().inlinePolicies(role)).containsExactly("added-by-hand"));
        assertThat(iam().inlinePolicyDocument(role, "added-by-hand").sameAs(bucket("a+b c%")))
                .isTrue();
        assertFails(Kind.DELETE_CONFLICT, () -> iam().deleteRole(role));

        iam().deleteInlinePolicy(role, "added-by-hand");
        eventually(() -> assertThat(iam().inlinePolicies(role)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().inlinePolicyDocument(role, "added-by-hand"));
        assertFails(Kind.NOT_FOUND, () -> iam().deleteInlinePolicy(role, "added-by-hand"));
    }

    @Test
    void takesARoleOutOfAnInstanceProfile() {
        String role = run + "-role";
        String profile = run + "-profile";
        createRole(role);
        addToInstanceProfile(role, profile);

        eventually(() -> assertThat(iam().instanceProfiles(role)).containsExactly(profile));
        assertFails(Kind.DELETE_CONFLICT, () -> iam().deleteRole(role));
        iam().removeFromInstanceProfile(role, profile);

        eventually(() -> assertThat(iam().instanceProfiles(role)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().removeFromInstanceProfile(role, run + "-none"));
    }

    @Test
    void putsAVersionInForceAgain() {
        String policy = createPolicy(run + "-policy").arn();
        iam().createPolicyVersion(policy, bucket("v2"));

        iam().setDefaultPolicyVersion(policy, "v1");

        eventually(() -> assertThat(iam().findPolicy(policy).orElseThrow().defaultVersionId())
                .isEqualTo("v1"));
        assertThat(iam().policyVersions(policy))
                .filteredOn(PolicyVersion::isDefault)
                .extracting(PolicyVersion::id)
                .containsExactly("v1");
        assertFails(Kind.NOT_FOUND, () -> iam().setDefaultPolicyVersion(policy, "v9"));
    }

    final void addToInstanceProfile(String role, String profile) {
        others().createInstanceProfile(create -> create.instanceProfileName(profile));
        cleanUpBy(() -> others().deleteInstanceProfile(delete -> delete.instanceProfileName(profile)));
        others().addRoleToInstanceProfile(
                        add -> add.instanceProfileName(profile).roleName(role));
        cleanUpBy(() -> {
            if (iam().instanceProfiles(role).contains(profile)) {
                iam().removeFromInstanceProfile(role, profile);
            }
        });
    }

    private void createUser(String name, @Nullable String boundaryArn) {
        others().createUser(create -> create.userName(name).permissionsBoundary(boundaryArn));
        cleanUpBy(() -> others().deleteUser(delete -> delete.userName(name)));
    }

    private boolean countsBoundaries(String policyArn) {
        return iam().findPolicy(policyArn).orElseThrow().boundaryUsageCount() == 1;
    }
}
