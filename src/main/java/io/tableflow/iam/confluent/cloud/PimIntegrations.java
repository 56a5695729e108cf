package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.confluent.cloud.IntegrationReader.IntegrationPage;
import io.tableflow.iam.policy.RoleArn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** 10,000 integrations: Confluent's quota is 100 for an organization unless it is raised. */
    private static final int MOST_PAGES = 100;

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
        List<CloudIntegration> integrations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        // Without the filter "provider": Confluent's own clients disagree on the case of its values.
        CloudRequest request =
                about("ListIntegrations", "GET", null, confluentEnvironment).with("page_size", PAGE_SIZE);
        CloudRequest next = request;
        while (true) {
            CloudRequest asked = next;
            CloudAnswer answer = calls.read(asked);
            IntegrationPage page = IntegrationReader.page(answer.body(), confluentEnvironment)
                    .orElseThrow(() -> failures.unreadable(asked, answer, "not with a page of integrations."));
            integrations.addAll(page.integrations());
            String token = page.next();
            if (token == null) {
                return List.copyOf(integrations);
            }
            if (!seen.add(token) || seen.size() >= MOST_PAGES) {
                throw failures.unreadable(
                        asked, answer, "its list does not end: page " + (seen.size() + 1) + " has a next one.");
            }
            next = request.with("page_token", token);
        }
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
