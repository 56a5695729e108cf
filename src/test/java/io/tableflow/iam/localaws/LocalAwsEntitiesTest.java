package io.tableflow.iam.localaws;

import static io.tableflow.iam.localaws.ErrorAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Users and groups, and the entities that use a policy. */
class LocalAwsEntitiesTest {

    private static final String NOBODY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
    private static final String READ_ALL = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final SdkClients clients = new SdkClients(aws);

    private final IamClient iam = clients.iam("test");
    private String policy = "";

    @BeforeEach
    void createPolicy() {
        policy = iam.createPolicy(create -> create.policyName("read").policyDocument(READ_ALL))
                .policy()
                .arn();
    }

    @Test
    void listsWhoUsesAPolicyAndAsWhat() {
        createAll();

        ListEntitiesForPolicyResponse all = iam.listEntitiesForPolicy(list -> list.policyArn(policy));
        assertThat(all.policyRoles()).extracting(PolicyRole::roleName).containsExactly("attached", "bounded");
        assertThat(all.policyUsers()).extracting(PolicyUser::userName).containsExactly("ann", "bob");
        assertThat(all.policyGroups()).singleElement().satisfies(group -> {
            assertThat(group.groupName()).isEqualTo("staff");
            assertThat(group.groupId()).matches("AGPA[A-Z2-7]{17}");
        });

        ListEntitiesForPolicyResponse bounded = iam.listEntitiesForPolicy(
                list -> list.policyArn(policy).policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY));
        assertThat(bounded.policyRoles()).extracting(PolicyRole::roleName).containsExactly("bounded");
        assertThat(bounded.policyUsers()).extracting(PolicyUser::userName).containsExactly("bob");
        assertThat(bounded.policyGroups()).isEmpty();

        ListEntitiesForPolicyResponse users =
                iam.listEntitiesForPolicy(list -> list.policyArn(policy).entityFilter(EntityType.USER));
        assertThat(users.policyUsers()).hasSize(2);
        assertThat(users.policyRoles()).isEmpty();
        assertRefused(
                () -> iam.listEntitiesForPolicy(list -> list.policyArn(policy).policyUsageFilter("Fun")),
                400,
                "ValidationError");
    }

    @Test
    void countsWhoUsesAPolicyAsWhat() {
        createAll();

        assertThat(iam.getPolicy(get -> get.policyArn(policy)).policy()).satisfies(found -> {
            assertThat(found.attachmentCount()).isEqualTo(3);
            assertThat(found.permissionsBoundaryUsageCount()).isEqualTo(2);
        });
        assertRefused(() -> iam.deletePolicy(delete -> delete.policyArn(policy)), 409, "DeleteConflict");
    }

    @Test
    void tellsUsersAndGroupsWithTheirPolicies() {
        createAll();

        GetAccountAuthorizationDetailsResponse all = iam.getAccountAuthorizationDetails();

        assertThat(all.userDetailList()).hasSize(2);
        assertThat(all.userDetailList().getFirst()).satisfies(ann -> {
            assertThat(ann.userId()).matches("AIDA[A-Z2-7]{17}");
            assertThat(ann.attachedManagedPolicies()).hasSize(1);
        });
        assertThat(all.groupDetailList().getFirst().attachedManagedPolicies()).hasSize(1);
        assertThat(all.roleDetailList()).hasSize(2);
        assertThat(all.policies()).hasSize(1);
        assertRefused(
                () -> iam.getAccountAuthorizationDetails(details -> details.filterWithStrings("Roles")),
                400,
                "ValidationError");
    }

    @Test
    void deletesUsersAndGroupsOnlyOnceNothingIsAttached() {
        createAll();

        assertRefused(() -> iam.deleteUser(delete -> delete.userName("ann")), 409, "DeleteConflict");
        assertRefused(() -> iam.deleteGroup(delete -> delete.groupName("staff")), 409, "DeleteConflict");
        iam.detachUserPolicy(detach -> detach.userName("ann").policyArn(policy));
        iam.detachGroupPolicy(detach -> detach.groupName("staff").policyArn(policy));
        iam.deleteUser(delete -> delete.userName("ann"));
        iam.deleteGroup(delete -> delete.groupName("staff"));

        assertRefused(() -> iam.deleteUser(delete -> delete.userName("ann")), 404, "NoSuchEntity");
        assertRefused(() -> iam.deleteGroup(delete -> delete.groupName("staff")), 404, "NoSuchEntity");
    }

    @Test
    void holdsUsersAndGroupsToTheRulesOfIam() {
        createAll();

        assertRefused(() -> iam.createUser(create -> create.userName("ANN")), 409, "EntityAlreadyExists");
        assertRefused(() -> iam.createUser(create -> create.userName("a b")), 400, "ValidationError");
        assertRefused(() -> iam.createUser(create -> create.userName("x".repeat(65))), 400, "ValidationError");
        assertRefused(() -> iam.createGroup(create -> create.groupName("x".repeat(129))), 400, "ValidationError");
        assertRefused(
                () -> iam.attachUserPolicy(
                        attach -> attach.userName("ann").policyArn("arn:aws:iam::123456789012:policy/none")),
                404,
                "NoSuchEntity");
        IntStream.range(0, 9).forEach(i -> attachToAnn("arn:aws:iam::aws:policy/Policy" + i));
        attachToAnn(policy);
        assertRefused(() -> attachToAnn("arn:aws:iam::aws:policy/OneMore"), 409, "LimitExceeded");
    }

    @Test
    void showsTheBareIdOfATrustedUserThatIsGone() {
        createAll();
        String trust = NOBODY.replace("*", "arn:aws:iam::123456789012:user/bob");
        iam.updateAssumeRolePolicy(update -> update.roleName("attached").policyDocument(trust));
        assertThat(trustOf("attached")).contains("user/bob");

        iam.deleteUser(delete -> delete.userName("bob"));

        assertThat(trustOf("attached")).contains("AIDA").doesNotContain("user/bob");
        assertRefused(
                () -> iam.updateAssumeRolePolicy(
                        update -> update.roleName("attached").policyDocument(trust)),
                400,
                "MalformedPolicyDocument");
    }

    @Test
    void answersWithSmallerPagesThanAskedForWhenTold() {
        createAll();
        aws.largestPage(1);

        assertThat(iam.listRoles(list -> list.maxItems(100)).isTruncated()).isTrue();
        assertThat(iam.listRolesPaginator().roles()).hasSize(2);
        assertThat(iam.listEntitiesForPolicyPaginator(list -> list.policyArn(policy)))
                .hasSize(5);
    }

    private void createAll() {
        iam.createRole(create -> create.roleName("attached").assumeRolePolicyDocument(NOBODY));
        iam.attachRolePolicy(attach -> attach.roleName("attached").policyArn(policy));
        iam.createRole(create ->
                create.roleName("bounded").assumeRolePolicyDocument(NOBODY).permissionsBoundary(policy));
        iam.createUser(create -> create.userName("ann"));
        attachToAnn(policy);
        iam.createUser(create -> create.userName("bob").permissionsBoundary(policy));
        iam.createGroup(create -> create.groupName("staff"));
        iam.attachGroupPolicy(attach -> attach.groupName("staff").policyArn(policy));
    }

    private void attachToAnn(String arn) {
        iam.attachUserPolicy(attach -> attach.userName("ann").policyArn(arn));
    }

    private String trustOf(String role) {
        return URLDecoder.decode(
                iam.getRole(get -> get.roleName(role)).role().assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    }
}
