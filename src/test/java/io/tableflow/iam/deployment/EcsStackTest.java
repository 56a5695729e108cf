package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.testing.ImageFile;
import io.tableflow.iam.testing.ImageFile.Instruction;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.PermissionsPage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stack for ECS gives the service what it needs, and no more. */
class EcsStackTest {

    private static final Path FILE = Path.of("src/main/cloudformation/tableflow-iam.yaml");
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:";

    private static final Map<String, String> LEAST = Map.of(
            "Image", "registry.example/tableflow-iam@sha256:0",
            "DatabaseUrl", "jdbc:postgresql://postgres.example:5432/tableflow?sslmode=verify-full",
            "DatabaseSecret", SECRET + "database",
            "TokenSecret", SECRET + "token",
            "AuditSecret", SECRET + "audit");

    private static final Map<String, String> MORE = Map.of(
            "WebhookSecret", SECRET + "webhook",
            "ConfluentSecret", SECRET + "confluent",
            "ConfluentPrincipalAccounts", "851725421142,851725421143",
            "ProvisionerRoleName", "tableflow-provisioner",
            "ProvisionerSecret", SECRET + "provisioner");

    private final JsonMapper json = JsonMapper.shared();
    private final CloudFormationTemplate least =
            CloudFormationTemplate.read(FILE).with(LEAST);
    private final CloudFormationTemplate most = least.with(MORE);

    /** With {@code -Dcloudformation.write=true}, the template's statements are written anew from the page first. */
    @Test
    void theTaskRoleMayWhatThePermissionsPageSaysAndNoMore() {
        if (Boolean.getBoolean("cloudformation.write")) {
            PolicyStatements.write(FILE, PermissionsPage.read().documentInAccount(Node.ACCOUNT));
        }
        CloudFormationTemplate least = CloudFormationTemplate.read(FILE).with(LEAST);
        JsonNode policies = json.valueToTree(least.propertiesOf("TaskRole").get("Policies"));

        assertThat(policies).hasSize(1);
        assertThat(policies.at("/0/PolicyDocument"))
                .as("write it anew with -Dtest=EcsStackTest -Dcloudformation.write=true")
                .isEqualTo(json.readTree(PermissionsPage.read().documentInAccount(Node.ACCOUNT)));
        assertThat(least.propertiesOf("TaskRole")).doesNotContainKey("ManagedPolicyArns");
    }

    @Test
    void withAProvisionerRoleItMayAssumeThatInOtherAccountsAndNothingElse() {
        JsonNode policies = json.valueToTree(most.propertiesOf("TaskRole").get("Policies"));
        JsonNode documented =
                json.readTree(PermissionsPage.read().documentToAssume()).at("/Statement/0");
        JsonNode statement = policies.at("/1/PolicyDocument/Statement/0");

        assertThat(policies).hasSize(2);
        assertThat(statement.path("Resource")).isEqualTo(documented.path("Resource"));
        assertThat(statement.path("Action").asString())
                .as("without sts:TagSession, since a task's session has no tags")
                .isEqualTo(documented.at("/Action/0").asString());
    }

    @Test
    void theExecutionRoleIsAnotherOneAndReadsTheSecretsOfTheTask() {
        Map<String, Object> task = most.propertiesOf("TaskDefinition");
        JsonNode statement =
                json.valueToTree(most.propertiesOf("ExecutionRole")).at("/Policies/0/PolicyDocument/Statement/0");
        List<String> readable = texts(statement.path("Resource"));
        List<String> used = container(most).get("Secrets") instanceof List<?> secrets
                ? secrets.stream()
                        .map(secret ->
                                text(HelmChart.map(secret).get("ValueFrom")).replaceAll(":[^:]*::$", ""))
                        .distinct()
                        .toList()
                : List.of();

        assertThat(task.get("TaskRoleArn")).isEqualTo("TaskRole.Arn");
        assertThat(task.get("ExecutionRoleArn")).isEqualTo("ExecutionRole.Arn");
        assertThat(statement.path("Action").asString()).isEqualTo("secretsmanager:GetSecretValue");
        assertThat(readable).containsExactlyInAnyOrderElementsOf(used).hasSize(6);
        assertThat(texts(json.valueToTree(least.propertiesOf("ExecutionRole"))
                        .at("/Policies/0/PolicyDocument/Statement/0/Resource")))
                .hasSize(3);
        assertThat(List.of("TaskRole", "ExecutionRole"))
                .allSatisfy(role -> assertThat(json.valueToTree(most.propertiesOf(role))
                                .at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals/aws:SourceAccount")
                                .asString())
                        .isEqualTo(Node.ACCOUNT));
    }

    @Test
    void theServiceStartsWithItsVariables() {
        TableflowProperties few = properties(least);
        TableflowProperties all = properties(most);

        assertThat(few.security().tokens())
                .singleElement()
                .satisfies(token -> assertThat(token.scopes())
                        .containsExactlyInAnyOrder("environments:read", "environments:write"));
        assertThat(few.confluent().principalAccounts()).isEmpty();
        assertThat(few.confluent().hasApiKey()).isFalse();
        assertThat(few.aws().provisionerRoleName()).isNull();
        assertThat(few.webhook().secrets()).isEmpty();
        assertThat(all.confluent().principalAccounts()).containsExactlyInAnyOrder("851725421142", "851725421143");
        assertThat(all.confluent().hasApiKey()).isTrue();
        assertThat(all.aws().provisionerExternalId()).isNotNull();
        assertThat(all.audit().keys()).hasSize(1);
        assertThat(all.webhook().secrets()).hasSize(1);
    }

    @Test
    void noVariableIsASecret() {
        assertThat(variables(most).keySet())
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|SHA256|KEY|EXTERNAL_ID).*"));
    }

    @Test
    void aTaskIsReplacedWithoutAGapAndAVersionThatDoesNotStartIsTakenBack() {
        JsonNode service = json.valueToTree(most.propertiesOf("Service"));

        assertThat(service.at("/DesiredCount").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(service.at("/DeploymentConfiguration/MinimumHealthyPercent").asInt())
                .isEqualTo(100);
        assertThat(service.at("/DeploymentConfiguration/DeploymentCircuitBreaker"))
                .isEqualTo(json.readTree("{\"Enable\": true, \"Rollback\": true}"));
        assertThat(service.at("/LoadBalancers/0/TargetGroupArn").asString()).isEqualTo("TargetGroup");
        assertThat(most.propertiesOf("TargetGroup"))
                .containsEntry("HealthCheckPath", "/actuator/health/readiness")
                .containsEntry("TargetType", "ip")
                .containsEntry("Port", 8080);
        assertThat(container(most)).containsEntry("StopTimeout", 45);
    }

    @Test
    void ecsAsksWhatTheImageAsks() {
        String check = ImageFile.read().instructions().stream()
                .filter(it -> it.name().equals("HEALTHCHECK"))
                .map(Instruction::text)
                .map(text -> text.substring(text.indexOf("CMD ") + "CMD ".length()))
                .findFirst()
                .orElseThrow();
        JsonNode health = json.valueToTree(container(most).get("HealthCheck"));

        assertThat(texts(health.path("Command")).getFirst()).isEqualTo("CMD");
        assertThat(texts(health.path("Command")).stream().skip(1))
                .containsExactlyElementsOf(texts(json.readTree(check)));
    }

    @Test
    void theContainerHasNoPrivileges() {
        Map<String, Object> container = container(most);
        JsonNode linux = json.valueToTree(container.get("LinuxParameters"));

        assertThat(container).containsEntry("User", "10001:10001").containsEntry("ReadonlyRootFilesystem", true);
        assertThat(texts(linux.at("/Capabilities/Drop"))).containsExactly("ALL");
        assertThat(linux.at("/Tmpfs/0/ContainerPath").asString()).isEqualTo("/tmp");
    }

    @Test
    void onlyTheLoadBalancerReachesTheTasksAndOnlyTheTasksTheDatabase() {
        assertThat(most.propertiesOf("TaskSecurityGroup")).doesNotContainKey("SecurityGroupIngress");
        assertThat(most.propertiesOf("FromLoadBalancerToTasks"))
                .containsEntry("GroupId", "TaskSecurityGroup.GroupId")
                .containsEntry("SourceSecurityGroupId", "LoadBalancerSecurityGroup.GroupId")
                .containsEntry("FromPort", 8080);
        assertThat(most.propertiesOf("FromTasksToDatabase"))
                .containsEntry("SourceSecurityGroupId", "TaskSecurityGroup.GroupId");
        assertThat(most.propertiesOf("Listener")).containsEntry("Protocol", "HTTPS");
    }

    private static Map<String, Object> container(CloudFormationTemplate stack) {
        return HelmChart.map(((List<?>) Objects.requireNonNull(
                        stack.propertiesOf("TaskDefinition").get("ContainerDefinitions")))
                .getFirst());
    }

    private static Map<String, String> variables(CloudFormationTemplate stack) {
        return ((List<?>) Objects.requireNonNull(container(stack).get("Environment")))
                .stream()
                        .map(HelmChart::map)
                        .collect(Collectors.toMap(it -> text(it.get("Name")), it -> text(it.get("Value"))));
    }

    private static TableflowProperties properties(CloudFormationTemplate stack) {
        Map<String, Object> all = new HashMap<>(variables(stack));
        for (Object secret : (List<?>) Objects.requireNonNull(container(stack).get("Secrets"))) {
            String name = text(HelmChart.map(secret).get("Name"));
            String key = "bG9jYWwtd2ViaG9vay1zZWNyZXQtb2YtMzItYnl0ZXM=";
            all.put(
                    name,
                    switch (name) {
                        case "TABLEFLOW_SECURITY_TOKENS_0_SHA256" -> "0".repeat(64);
                        case "TABLEFLOW_WEBHOOK_SECRETS_0" -> "whsec_" + key;
                        default -> key;
                    });
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        ConfigurationPropertySources.attach(environment);
        assertThat(all.keySet())
                .filteredOn(name -> !name.startsWith("TABLEFLOW_"))
                .containsExactlyInAnyOrder(
                        "AWS_REGION",
                        "SPRING_DATASOURCE_URL",
                        "SPRING_DATASOURCE_USERNAME",
                        "SPRING_DATASOURCE_PASSWORD",
                        "SERVER_FORWARD_HEADERS_STRATEGY",
                        "LOGGING_STRUCTURED_FORMAT_CONSOLE");
        return Binder.get(environment)
                .bind("tableflow", TableflowProperties.class)
                .get();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String text(@Nullable Object value) {
        return Objects.requireNonNull(value).toString();
    }
}
