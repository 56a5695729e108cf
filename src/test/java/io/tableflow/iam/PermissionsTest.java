package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AuthorizationRequests;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.IdentityPolicy;
import io.tableflow.iam.testing.IdentityPolicy.Request;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.PermissionsPage;
import io.tableflow.iam.testing.TerraformModule;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documented permissions are what the service needs, and no more; in its own account and in another one. */
class PermissionsTest {

    private static final String OTHER_ACCOUNT = "999999999999";
    private static final String PROVISIONER = "tableflow-provisioner";
    private static final String EXTERNAL_ID = "shared-with-the-other-account";
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static final String STRANGERS = """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::851725421142:root"},
         "Action": "sts:AssumeRole"}]}\
        """;
    private static final Map<String, String> SERVICES = Map.of(
            IamClient.class.getName(), "iam",
            CloudTrailClient.class.getName(), "cloudtrail",
            S3Client.class.getName(), "s3",
            KmsClient.class.getName(), "kms",
            GlueClient.class.getName(), "glue",
            LakeFormationClient.class.getName(), "lakeformation");
    private static final Map<String, String> OURS = Map.of("aws:ResourceTag/managed-by", "tableflow-iam");

    private final PermissionsPage page = PermissionsPage.read();

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @Test
    void everyCallOfAWholeStoryIsAllowedInBothAccounts() {
        try (Node node = Node.start(
                TestDatabase.create(),
                aws,
                "tableflow.aws.provisioner-role-name=" + PROVISIONER,
                "tableflow.aws.provisioner-external-id=" + EXTERNAL_ID)) {
            ApiClient engineer = new ApiClient(node.uri());
            anAccountIsNotConnectedUntilItsProvisionerRoleIsThere(engineer);
            live(engineer, Node.ACCOUNT, "near", "");
            live(engineer, OTHER_ACCOUNT, "far", ", \"accountId\": \"" + OTHER_ACCOUNT + "\"");
            assertThat(AwsUser.ofAccount(aws.endpoint(), OTHER_ACCOUNT).roles())
                    .contains(PROVISIONER, "far-kept-confluent-role")
                    .doesNotContain("far-confluent-role", "far-forced-confluent-role");
        }

        AuthorizationRequests asked = new AuthorizationRequests();
        List<RecordedCall> calls =
                aws.calls().stream().filter(PermissionsTest::isOurs).toList();
        assertThat(calls).hasSizeGreaterThan(60);
        // All calls are replayed, including those of others, so that the tags that others set are known.
        assertThat(aws.calls().stream().filter(call -> !call.service().equals("sts")))
                .allSatisfy(call -> assertThat(asked.by(call))
                        .filteredOn(request -> isOurs(call))
                        .allSatisfy(request -> assertThat(
                                        page.inAccount(call.account()).allows(request))
                                .as(request.toString())
                                .isTrue()));
        assertThat(calls.stream().map(RecordedCall::operation))
                .contains(
                        "SetDefaultPolicyVersion",
                        "CreatePolicyVersion",
                        "DeletePolicyVersion",
                        "PutRolePermissionsBoundary",
                        "DeleteRolePermissionsBoundary",
                        "UpdateRole",
                        "TagRole",
                        "UntagPolicy",
                        "GetBucketLocation",
                        "GetBucketLifecycleConfiguration",
                        "GetKeyPolicy",
                        "GetResourcePolicy",
                        "ListResources");
        assertThat(calls.stream().filter(call -> call.operation().equals("AssumeRole")))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(page.toAssume()
                                .allows(new Request(
                                        "sts:AssumeRole",
                                        call.parameter("RoleArn").orElseThrow(),
                                        Map.of())))
                        .isTrue());
        assertThat(calls.stream().filter(call -> call.operation().equals("AssumeRole") && call.succeeded()))
                .as("the session is kept")
                .hasSize(1);
    }

    /**
     * Dry runs and workflows fail with the same code, and an environment whose account was never reached can be
     * deleted.
     */
    private void anAccountIsNotConnectedUntilItsProvisionerRoleIsThere(ApiClient engineer) {
        aws.host(OTHER_ACCOUNT);
        String body = "{\"name\": \"early\", \"accountId\": \"" + OTHER_ACCOUNT + "\"}";

        Answer planned = engineer.post("/environments?dryRun=true", body);
        assertThat(planned.status()).isEqualTo(409);
        assertThat(planned.at("/code")).isEqualTo("account-not-connected");
        assertThat(planned.at("/detail")).contains("tableflow.aws.provisioner-external-id");
        engineer.post("/environments", body);
        engineer.awaitState("early", "FAILED");
        assertThat(engineer.get("/environments/early/workflows").at("/items/0/problem/code"))
                .isEqualTo("account-not-connected");
        engineer.delete("/environments/early");
        engineer.awaitGone("early");

        engineer.post("/environments", body);
        engineer.awaitState("early", "FAILED");
        connect();
        assertThat(engineer.post("/environments?dryRun=true", body.replace("early", "later"))
                        .status())
                .isEqualTo(200);
        engineer.post("/environments/early/retry", "");
        engineer.awaitState("early", "AWAITING_INTEGRATION");
        engineer.delete("/environments/early");
        engineer.awaitGone("early");
    }

    private void connect() {
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), OTHER_ACCOUNT).iam()) {
            iam.createRole(it -> it.roleName(PROVISIONER)
                    .assumeRolePolicyDocument(
                            page.provisionerTrust("arn:aws:iam::" + Node.ACCOUNT + ":root", EXTERNAL_ID)));
            iam.attachRolePolicy(it -> it.roleName(PROVISIONER).policyArn("arn:aws:iam::aws:policy/IAMFullAccess"));
        }
    }

    private static boolean isOurs(RecordedCall call) {
        return call.userAgent().contains("tableflow-iam");
    }

    private void live(ApiClient engineer, String account, String name, String more) {
        change(engineer, account, name + "-changed", more);
        loseTags(engineer, account, name + "-governed", more);
        adopt(engineer, account, name + "-adopted", more, Map.of());
        adopt(engineer, account, name + "-tagged", more, Map.of("managed-by", "terraform"));
        activate(engineer, account, name, more);
        engineer.put(
                "/environments/" + name,
                "{\"kmsKeyArns\": [\"arn:aws:kms:eu-central-1:" + account
                        + ":key/1234abcd-12ab-34cd-56ef-1234567890ab\"]}");
        engineer.awaitState(name, "ACTIVE");
        engineer.post("/environments/" + name + "/verification", "");
        engineer.delete("/environments/" + name);
        engineer.awaitGone(name);

        activate(engineer, account, name + "-forced", more);
        othersAttach(account, name + "-forced");
        engineer.delete("/environments/" + name + "-forced?force=true");
        engineer.awaitGone(name + "-forced");

        activate(engineer, account, name + "-kept", more + ", \"deletionPolicy\": \"RETAIN\"");
        engineer.delete("/environments/" + name + "-kept");
        engineer.awaitGone(name + "-kept");
    }

    /** Everything that an update can change, in both directions, and what a reconcile changes. */
    private void change(ApiClient engineer, String account, String name, String more) {
        String path = "/environments/" + name;
        activate(engineer, account, name, more);
        for (int i = 0; i < 5; i++) {
            engineer.put(
                    path,
                    "{\"bucket\": \"bucket-" + i + "\", \"tags\": {\"a\": \"" + i
                            + "\"}, \"maxSessionDurationSeconds\": " + (7200 + i)
                            + ", \"permissionsBoundaryArn\": \"" + READ_ONLY + "\"}");
            engineer.awaitState(name, "ACTIVE");
        }
        engineer.put(path, "{}");
        engineer.awaitState(name, "ACTIVE");

        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), account).iam()) {
            String role = name + "-confluent-role";
            String s3 = policy(account, name, "-confluent-tableflow-s3-permission");
            String glue = policy(account, name, "-confluent-tableflow-connection");
            iam.detachRolePolicy(it -> it.roleName(role).policyArn(glue));
            iam.deletePolicy(it -> it.policyArn(glue));
            iam.setDefaultPolicyVersion(it -> it.policyArn(s3).versionId("v5"));
            iam.untagPolicy(it -> it.policyArn(s3).tagKeys("tableflow-iam:environment"));
            iam.updateAssumeRolePolicy(it -> it.roleName(role).policyDocument(TerraformModule.DENY_ALL));
        }
        engineer.post(path + "/reconcile", "");
        Awaitility.await("the repair of " + name)
                .atMost(Duration.ofSeconds(30))
                .until(() -> engineer.get(path + "/drift").json().at("/inSync").asBoolean(false));
        engineer.awaitState(name, "ACTIVE");
        engineer.delete(path);
        engineer.awaitGone(name);
    }

    /** Somebody's tag governance takes our tag off, on which the permissions depend: before a repair, an update, the end. */
    private void loseTags(ApiClient engineer, String account, String name, String more) {
        String path = "/environments/" + name;
        activate(engineer, account, name, more);

        withoutManagedBy(account, name);
        AwsUser.ofAccount(aws.endpoint(), account)
                .iam()
                .updateAssumeRolePolicy(
                        it -> it.roleName(name + "-confluent-role").policyDocument(STRANGERS));
        engineer.post(path + "/reconcile", "");
        Awaitility.await("the repair of " + name)
                .atMost(Duration.ofSeconds(30))
                .until(() -> engineer.get(path + "/drift").json().at("/inSync").asBoolean(false));
        engineer.awaitState(name, "ACTIVE");

        withoutManagedBy(account, name);
        engineer.put(path, "{\"bucket\": \"another-bucket\", \"trustConditions\": {\"sourceIps\": [\"8.8.8.0/24\"]}}");
        engineer.awaitState(name, "ACTIVE");

        withoutManagedBy(account, name);
        engineer.delete(path);
        engineer.awaitGone(name);
    }

    private void withoutManagedBy(String account, String name) {
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), account).iam()) {
            iam.untagRole(it -> it.roleName(name + "-confluent-role").tagKeys("managed-by"));
            for (String suffix : List.of("-confluent-tableflow-s3-permission", "-confluent-tableflow-connection")) {
                iam.untagPolicy(
                        it -> it.policyArn(policy(account, name, suffix)).tagKeys("managed-by"));
            }
        }
    }

    /** What the Terraform module created, in use, and with tags of its own. */
    private void adopt(ApiClient engineer, String account, String name, String more, Map<String, String> tags) {
        AwsUser user = AwsUser.ofAccount(aws.endpoint(), account);
        TerraformModule terraform = new TerraformModule(user);
        terraform.apply(name);
        terraform.updateTrust(
                name, TerraformModule.finalTrust(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
        try (IamClient iam = user.iam()) {
            tags.forEach((key, value) -> iam.tagRole(it -> it.roleName(name + "-confluent-role")
                    .tags(Tag.builder().key(key).value(value).build())));
        }
        engineer.post("/environments", "{\"name\": \"" + name + "\", \"adoptExisting\": true" + more + "}");
        engineer.awaitState(name, "ACTIVE");
        engineer.delete("/environments/" + name);
        engineer.awaitGone(name);
    }

    private static String policy(String account, String name, String suffix) {
        return "arn:aws:iam::" + account + ":policy/" + name + suffix;
    }

    private static void activate(ApiClient engineer, String account, String name, String more) {
        engineer.post("/environments", "{\"name\": \"" + name + "\"" + more + "}");
        Answer awaiting = engineer.awaitState(name, "AWAITING_INTEGRATION");
        String role = "arn:aws:iam::" + account + ":role/" + name + "-confluent-role";
        assertThat(awaiting.at("/resources/role/arn")).isEqualTo(role);
        new ConfluentPipeline(engineer)
                .deliver(
                        "msg_" + UUID.randomUUID(),
                        ConfluentPipeline.document(name, ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)
                                .replace("::" + Node.ACCOUNT + ":", "::" + account + ":"));
        engineer.awaitState(name, "ACTIVE");
    }

    private void othersAttach(String account, String name) {
        String role = name + "-confluent-role";
        String policy = "arn:aws:iam::" + account + ":policy/" + name + "-confluent-tableflow-s3-permission";
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), account).iam()) {
            iam.attachRolePolicy(it -> it.roleName(role).policyArn(READ_ONLY));
            iam.putRolePolicy(it -> it.roleName(role).policyName("inline").policyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}\
                """));
            iam.createInstanceProfile(it -> it.instanceProfileName(name));
            iam.addRoleToInstanceProfile(it -> it.instanceProfileName(name).roleName(role));
            iam.createUser(it -> it.userName(name));
            iam.attachUserPolicy(it -> it.userName(name).policyArn(policy));
            iam.createGroup(it -> it.groupName(name));
            iam.attachGroupPolicy(it -> it.groupName(name).policyArn(policy));
            iam.createRole(it -> it.roleName(name + "-worker").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                 "Action":"sts:AssumeRole"}]}\
                """));
            iam.attachRolePolicy(it -> it.roleName(name + "-worker").policyArn(policy));
        }
    }

    @Test
    void everyActionIsOneThatTheServiceCallsAndTheReverse() {
        assertThat(page.inAccount(Node.ACCOUNT).actions()).containsExactlyElementsOf(operations());
        assertThat(page.toAssume().actions()).containsExactly("sts:AssumeRole", "sts:TagSession");
    }

    /** STS asks for sts:TagSession on both sides of a session that is begun with transitive tags. */
    @Test
    void aSessionOfEksPodIdentityCanAssumeTheProvisionerRole() {
        String provisioner = "arn:aws:iam::" + OTHER_ACCOUNT + ":role/" + PROVISIONER;
        JsonMapper json = new JsonMapper();

        assertThat(Stream.of("sts:AssumeRole", "sts:TagSession"))
                .allMatch(action -> page.toAssume().allows(new Request(action, provisioner, Map.of())));
        assertThat(Stream.of(page.provisionerTrust("arn", EXTERNAL_ID), page.podIdentityTrust()))
                .allSatisfy(trust -> assertThat(json.readTree(trust)
                                .at("/Statement/0/Action")
                                .valueStream()
                                .map(JsonNode::asString))
                        .containsExactly("sts:AssumeRole", "sts:TagSession"));
        assertThat(json.readTree(page.podIdentityTrust())
                        .at("/Statement/0/Principal/Service")
                        .asString())
                .isEqualTo("pods.eks.amazonaws.com");
    }

    @Test
    void onlyTheServiceAccountOfTheServiceGetsItsRoleByWebIdentity() {
        JsonNode statement = new JsonMapper().readTree(page.webIdentityTrust()).at("/Statement/0");

        assertThat(statement.at("/Action").asString()).isEqualTo("sts:AssumeRoleWithWebIdentity");
        assertThat(statement.at("/Condition/StringEquals").propertyNames())
                .anyMatch(key -> key.endsWith(":aud"))
                .anyMatch(key -> key.endsWith(":sub"));
    }

    @Test
    void nothingOfOthersCanBeChangedAndNothingOfOthersAttached() {
        IdentityPolicy policy = page.inAccount(Node.ACCOUNT);
        String ours = "arn:aws:iam::123456789012:role/dev-confluent-role";
        String theirs = "arn:aws:iam::123456789012:role/payroll";

        assertThat(List.of(
                        new Request("iam:UpdateAssumeRolePolicy", ours, Map.of()),
                        new Request("iam:UpdateAssumeRolePolicy", theirs, OURS),
                        new Request("iam:DeleteRole", ours, Map.of("aws:ResourceTag/managed-by", "terraform")),
                        new Request("iam:CreateRole", ours, Map.of()),
                        new Request("iam:CreateRole", theirs, Map.of("aws:RequestTag/managed-by", "tableflow-iam")),
                        new Request("iam:AttachRolePolicy", ours, with("iam:PolicyARN", READ_ONLY)),
                        new Request("iam:DetachRolePolicy", theirs, Map.of("iam:PolicyARN", READ_ONLY)),
                        new Request("iam:DeleteRolePolicy", theirs, Map.of()),
                        new Request("iam:TagRole", theirs, Map.of("aws:RequestTag/managed-by", "tableflow-iam"))))
                .allSatisfy(request -> assertThat(policy.allows(request))
                        .as(request.toString())
                        .isFalse());
        assertThat(policy.allows(new Request("iam:DetachRolePolicy", ours, with("iam:PolicyARN", READ_ONLY))))
                .isTrue();
    }

    @Test
    void itFitsIntoOneManagedPolicy() {
        assertThat(page.inAccount(Node.ACCOUNT).length()).isLessThanOrEqualTo(6144);
    }

    /** The operations that the port can call, found by what its byte code calls of the SDK's client, or refers to. */
    private static Set<String> operations() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.tableflow.iam.aws").stream()
                        .flatMap(type -> Stream.<JavaCodeUnitAccess<?>>concat(
                                type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream()))
                        .filter(call ->
                                SERVICES.containsKey(call.getTargetOwner().getFullName()))
                        .filter(call -> !Set.of("builder", "close", "serviceClientConfiguration")
                                .contains(call.getName()))
                        .map(call -> AuthorizationRequests.permission(
                                SERVICES.getOrDefault(call.getTargetOwner().getFullName(), ""),
                                Character.toUpperCase(call.getName().charAt(0))
                                        + call.getName().substring(1).replace("Paginator", "")))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> with(String key, String value) {
        return Map.of("aws:ResourceTag/managed-by", "tableflow-iam", key, value);
    }
}
