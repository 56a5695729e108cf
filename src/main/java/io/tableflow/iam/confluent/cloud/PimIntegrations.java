package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Provider integrations by {@code pim/v1}, as Confluent's OpenAPI description has it (ccloud-sdk-go-v2,
 * provider-integration/v1).
 */
final class PimIntegrations implements ConfluentCloud {

    private static final String COLLECTION = "/pim/v1/integrations";
    private static final String ENVIRONMENT = "environment";
    private static final JsonMapper JSON = new JsonMapper();

    /** The most that Confluent gives at once. */
    private static final String PAGE_SIZE = "100";

    private final CloudCallExecutor calls;
    private final CloudFailures failures;

    PimIntegrations(CloudCallExecutor calls, CloudFailures failures) {
        this.calls = calls;
        this.failures = failures;
    }

    @Override
    public ConfluentCloud recording(Runnable beforeEach, Consumer<CloudWrite> writes) {
        return new PimIntegrations(calls.recording(beforeEach, writes), failures);
    }

    @Override
    public CloudIntegration create(String confluentEnvironment, String displayName, RoleArn customerRole) {
        String body = JSON.writeValueAsString(Map.of(
                "display_name",
                displayName,
                "provider",
                "AWS",
                "config",
                Map.of("kind", "AwsIntegrationConfig", "customer_iam_role_arn", customerRole.toString()),
                ENVIRONMENT,
                Map.of("id", confluentEnvironment)));
        CloudRequest request =
                new CloudRequest("CreateIntegration", "POST", COLLECTION, null, confluentEnvironment, Map.of(), body);
        CloudAnswer answer = calls.write(request);
        return IntegrationReader.integration(answer.body(), confluentEnvironment)
                .filter(created -> created.customerRole().equals(customerRole))
                .orElseThrow(() -> failures.unreadable(
                        request, answer, "not with the integration of " + customerRole + " that was asked for."));
    }

    @Override
    public List<CloudIntegration> list(String confluentEnvironment) {
        // Without the filter "provider": Confluent's own clients disagree on the case of its values.
        CloudRequest request =
                about("ListIntegrations", "GET", null, confluentEnvironment).with("page_size", PAGE_SIZE);
        return new CloudPages(calls, failures)
                .all(request, entry -> IntegrationReader.integration(entry, confluentEnvironment));
    }

    @Override
    public Optional<CloudIntegration> find(String confluentEnvironment, String id) {
        CloudRequest request = about("ReadIntegration", "GET", id, confluentEnvironment);
        CloudAnswer answer;
        try {
            answer = calls.read(request);
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
        return Optional.of(IntegrationReader.integration(answer.body(), confluentEnvironment)
                .filter(found -> found.id().equals(id))
                .orElseThrow(() -> failures.unreadable(request, answer, "not with this integration of AWS.")));
    }

    @Override
    public void delete(String confluentEnvironment, String id) {
        try {
            calls.write(about("DeleteIntegration", "DELETE", id, confluentEnvironment));
        } catch (ConfluentCloudException failure) {
            if (failure.kind() != Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }

    private static CloudRequest about(String operation, String method, @Nullable String id, String environment) {
        return new CloudRequest(operation, method, COLLECTION, id, environment, Map.of(ENVIRONMENT, environment), null);
    }
}
