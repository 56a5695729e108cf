package io.tableflow.iam.localaws;

import static io.tableflow.iam.localaws.ErrorAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;

class LocalAwsTest {

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
    void keepsARoleAsItWasCreated() {
        createRole("dev-role");

        Role role = iam.getRole(get -> get.roleName("dev-role")).role();

        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/dev-role");
        assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(role.assumeRolePolicyDocument())
                .startsWith("%7B%22Version%22")
                .contains("%2A");
        assertThat(role.maxSessionDuration()).isEqualTo(3600);
        assertThat(role.tags()).containsExactly(tag("env", "dev + more"));
    }

    @Test
    void createsARoleOnceHoweverManyAskAtOnce() throws InterruptedException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.invokeAll(Collections.nCopies(20, Executors.callable(() -> createRole("dev-role"))));
        }

        assertThat(aws.calls()).hasSize(20).filteredOn(RecordedCall::succeeded).hasSize(1);
        assertThat(iam.listRoles().roles()).hasSize(1);
    }

    @Test
    void keepsAccountsApart() {
        createRole("dev-role");

        assertThat(clients.iam("999988887777").listRoles().roles()).isEmpty();
    }

    @Test
    void takesNoSecondRoleOfTheSameNameInAnotherLetterCase() {
        createRole("dev-role");

        assertRefused(() -> createRole("DEV-Role"), 409, "EntityAlreadyExists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "bad name; {}; ValidationError",
                "ok; not json; MalformedPolicyDocument",
                "ok; {\"Version\":\"2012-10-17\"}; MalformedPolicyDocument",
                "ok; {\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}]}; MalformedPolicyDocument",
                "ok; {\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:Get*\"}}; MalformedPolicyDocument",
                "ok; {\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"me\"},\"Action\":\"sts:AssumeRole\"}}; MalformedPolicyDocument"
            })
    void refusesARoleThatBreaksARule(String name, String trust, String code) {
        assertRefused(() -> iam.createRole(create -> create.roleName(name).assumeRolePolicyDocument(trust)), 400, code);
    }

    @Test
    void refusesTagsThatBreakARule() {
        assertRefused(() -> createRole("r", tag("aws:mine", "x")), 400, "InvalidInput");
        assertRefused(() -> createRole("r", tag("key", "1"), tag("KEY", "2")), 400, "InvalidInput");
        assertRefused(() -> createRole("r", tag("k".repeat(129), "x")), 400, "ValidationError");
        assertRefused(() -> createRole("r", tag("key", "semi;colon")), 400, "ValidationError");
    }

    @Test
    void limitsTheSizeOfATrustPolicyWithoutItsWhiteSpace() {
        String spacious = NOBODY.replace(",", "," + " ".repeat(3000));
        String tooLong = NOBODY.replace("\"*\"", "[" + "\"123456789012\",".repeat(200) + "\"*\"]");

        iam.createRole(create -> create.roleName("spacious").assumeRolePolicyDocument(spacious));
        assertRefused(
                () -> iam.createRole(create -> create.roleName("long").assumeRolePolicyDocument(tooLong)),
                409,
                "LimitExceeded");
    }

    @Test
    void deletesARoleOnlyOnceNothingHangsOnIt() {
        createRole("dev-role");
        String policy = createPolicy("read");
        iam.attachRolePolicy(attach -> attach.roleName("dev-role").policyArn(policy));
        iam.putRolePolicy(put -> put.roleName("dev-role").policyName("inline").policyDocument(READ_ALL));
        iam.createInstanceProfile(create -> create.instanceProfileName("profile"));
        iam.addRoleToInstanceProfile(add -> add.instanceProfileName("profile").roleName("dev-role"));

        assertRefused(() -> deleteRole("dev-role"), 409, "DeleteConflict");
        iam.detachRolePolicy(detach -> detach.roleName("dev-role").policyArn(policy));
        assertRefused(() -> deleteRole("dev-role"), 409, "DeleteConflict");
        iam.deleteRolePolicy(delete -> delete.roleName("dev-role").policyName("inline"));
        assertRefused(() -> deleteRole("dev-role"), 409, "DeleteConflict");
        iam.removeRoleFromInstanceProfile(
                remove -> remove.instanceProfileName("profile").roleName("dev-role"));
        deleteRole("dev-role");

        assertRefused(() -> deleteRole("dev-role"), 404, "NoSuchEntity");
    }

    @Test
    void tellsAllRolesAndPoliciesAPageAtATime() {
        IntStream.range(0, 5).forEach(i -> createRole("role-" + i));
        String policy = createPolicy("read");
        iam.attachRolePolicy(attach -> attach.roleName("role-3").policyArn(policy));

        var pages = iam
                .getAccountAuthorizationDetailsPaginator(
                        details -> details.maxItems(2).filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY))
                .stream()
                .toList();

        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(page -> page.roleDetailList().stream()))
                .hasSize(5)
                .filteredOn(role -> role.hasAttachedManagedPolicies()
                        && !role.attachedManagedPolicies().isEmpty())
                .extracting(RoleDetail::roleName)
                .containsExactly("role-3");
        assertThat(pages.stream().flatMap(page -> page.policies().stream()))
                .singleElement()
                .satisfies(found -> assertThat(found.policyVersionList()).hasSize(1));
    }

    @Test
    void listsRolesAPageAtATime() {
        IntStream.range(0, 5).forEach(i -> createRole("role-" + i));

        assertThat(iam.listRolesPaginator(list -> list.maxItems(2)).roles())
                .extracting(Role::roleName)
                .containsExactly("role-0", "role-1", "role-2", "role-3", "role-4");
    }

    @Test
    void refusesACallWithoutAuthorization() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(aws.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("Action=ListRoles&Version=2010-05-08"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
        }
    }

    @Test
    void doesNotKnowOtherOperations() {
        assertRefused(iam::listUsers, 400, "InvalidAction");
    }

    private void createRole(String name, Tag... tags) {
        iam.createRole(CreateRoleRequest.builder()
                .roleName(name)
                .assumeRolePolicyDocument(NOBODY)
                .tags(tags.length == 0 ? new Tag[] {tag("env", "dev + more")} : tags)
                .build());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String createPolicy(String name) {
        return iam.createPolicy(create -> create.policyName(name).policyDocument(READ_ALL))
                .policy()
                .arn();
    }

    private void deleteRole(String name) {
        iam.deleteRole(delete -> delete.roleName(name));
    }
}
