package io.tableflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tableflow.client.api.AuditApi;
import io.tableflow.client.api.EnvironmentsApi;
import io.tableflow.client.api.PoliciesApi;
import io.tableflow.client.api.WorkflowsApi;
import io.tableflow.client.model.DeletionPolicy;
import io.tableflow.client.model.Environment;
import io.tableflow.client.model.EnvironmentRequest;
import io.tableflow.client.model.EnvironmentState;
import io.tableflow.client.model.EnvironmentUpdateRequest;
import io.tableflow.client.model.Event;
import io.tableflow.client.model.Plan;
import io.tableflow.client.model.Problem;
import io.tableflow.client.model.StepState;
import io.tableflow.client.model.Workflow;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientResponseException;

/** What OpenAPI Generator makes of the API's file compiles, and does what the API does, with the types of the API. */
class GeneratedClientTest extends ServiceTest {

    private static final String NAME = "generated-dev";

    private final ApiClient client = client();
    private final EnvironmentsApi environments = new EnvironmentsApi(client);

    private static ApiClient client() {
        ApiClient client = new ApiClient().setBasePath(node().uri().toString());
        client.setBearerToken("local-operator");
        return client;
    }

    @Test
    void fromTheRequestToTheEndOfAnEnvironment() {
        EnvironmentRequest request = new EnvironmentRequest().name(NAME).putTagsItem("team", "streaming");
        Plan plan = environments
                .createEnvironmentWithResponseSpec(request, true, null)
                .body(Plan.class);
        assertThat(plan.getEnvironment()).isEqualTo(NAME);
        assertThat(plan.getChanges()).isNotEmpty();

        ResponseEntity<Environment> accepted = environments.createEnvironmentWithHttpInfo(request, null, "once");
        assertThat(accepted.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(accepted.getBody().getState()).isEqualTo(EnvironmentState.PROVISIONING);
        assertThat(accepted.getBody().getIntegration()).isNull();
        assertThat(environments.createEnvironment(request, null, "once")).isEqualTo(accepted.getBody());

        await(it -> it.getState() == EnvironmentState.AWAITING_INTEGRATION);
        confluent.callBack(NAME);
        Environment active = await(it -> it.getState() == EnvironmentState.ACTIVE);
        assertThat(active.getSpec().getTags()).containsExactly(Map.entry("team", "streaming"));
        assertThat(active.getSpec().getKmsKeyArns()).isEmpty();
        assertThat(active.getTrusted().getIamRoleArn())
                .isEqualTo(active.getIntegration().getIamRoleArn());
        assertThat(active.getConditions())
                .allSatisfy(it -> assertThat(it.getMessage()).isNotBlank());

        whatElseThereIsToReadOf(active);

        ResponseEntity<Environment> changed = environments.updateEnvironmentWithHttpInfo(
                NAME,
                new EnvironmentUpdateRequest()
                        .putTagsItem("team", "platform")
                        .regions(Set.of("eu-central-1"))
                        .deletionPolicy(DeletionPolicy.DELETE),
                null,
                etag());
        assertThat(changed.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        await(it -> it.getState() == EnvironmentState.ACTIVE
                && "platform".equals(it.getSpec().getTags().get("team")));

        assertThat(environments.deleteEnvironment(NAME, null, null, null, null).getState())
                .isEqualTo(EnvironmentState.DELETING);
        Awaitility.await("the end of it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !environments.listEnvironments(null, NAME, null, null).getItems().stream()
                        .anyMatch(it -> NAME.equals(it.getName())));
        assertThat(catchThrowableOfType(
                        HttpClientErrorException.NotFound.class, () -> environments.getEnvironment(NAME)))
                .isNotNull();
    }

    @Test
    void problemsHaveTheirFields() {
        RestClientResponseException refused = catchThrowableOfType(
                RestClientResponseException.class,
                () -> environments.createEnvironment(
                        new EnvironmentRequest().name("Generated").maxSessionDurationSeconds(1), null, null));

        Problem problem = refused.getResponseBodyAs(Problem.class);
        assertThat(problem.getCode()).isEqualTo("invalid-request");
        assertThat(problem.getStatus()).isEqualTo(400);
        assertThat(problem.getErrors())
                .extracting(it -> it.getField())
                .containsExactlyInAnyOrder("name", "maxSessionDurationSeconds");
    }

    private void whatElseThereIsToReadOf(Environment active) {
        Workflow workflow =
                new WorkflowsApi(client).getWorkflow(active.getWorkflow().getId());
        assertThat(workflow.getSteps())
                .allSatisfy(it -> assertThat(it.getState()).isEqualTo(StepState.DONE));
        assertThat(workflow.getProblem()).isNull();
        PoliciesApi policies = new PoliciesApi(client);
        assertThat(policies.getPolicies(NAME).getTrust().getDocument()).containsEntry("Version", "2012-10-17");
        assertThat(policies.listPolicyRevisions(NAME, "trust", null, 10, null).getItems())
                .first()
                .satisfies(it -> assertThat(it.getDocument()).containsKey("Statement"));
        assertThat(new AuditApi(client)
                        .listEnvironmentEvents(NAME, null, null, null, null, null, null, null, null)
                        .getItems())
                .extracting(Event::getType)
                .contains(Event.TypeEnum.ACTIVATED);
        assertThat(environments.getDocumentation(NAME)).contains(NAME);
        assertThat(environments.getTerraform(NAME, null)).contains("resource \"aws_iam_role\"");
    }

    private String etag() {
        return environments.getEnvironmentWithHttpInfo(NAME).getHeaders().getETag();
    }

    private Environment await(Predicate<Environment> condition) {
        return Awaitility.await("the environment")
                .atMost(Duration.ofSeconds(30))
                .until(() -> environments.getEnvironment(NAME), condition);
    }
}
