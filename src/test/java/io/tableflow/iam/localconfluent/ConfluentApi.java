package io.tableflow.iam.localconfluent;

import io.tableflow.iam.localconfluent.ConfluentState.Rights;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The effect and the answer of each operation. */
final class ConfluentApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEFAULT_PAGE = 10;
    private static final int LARGEST_PAGE = 100;
    private static final int LONGEST_DISPLAY_NAME = 60;

    private final ConfluentState state;
    private final URI endpoint;

    /** An answer without faults. */
    record Success(int status, String body, Map<String, String> headers) {}

    ConfluentApi(ConfluentState state, URI endpoint) {
        this.state = state;
        this.endpoint = endpoint;
    }

    Success perform(ConfluentRequest request, boolean isPageEmpty) {
        authorize(request);
        return switch (request.operation()) {
            case LIST_INTEGRATIONS -> list(request, isPageEmpty);
            case CREATE_INTEGRATION -> create(request);
            case READ_INTEGRATION -> ok(json(state.require(environment(request), request.id()), false));
            case DELETE_INTEGRATION -> {
                state.delete(environment(request), request.id());
                yield new Success(204, "", Map.of());
            }
            case LIST_REGIONS -> ok(listOf("RegionList", List.of()));
            case LIST_TOPICS -> ok(listOf("TableflowTopicList", ofCluster(state.topics(), request)));
            case READ_TOPIC -> ok(one(ofCluster(state.topics(), request), "/spec/display_name", request.id()));
            case LIST_CATALOGS -> ok(listOf("CatalogIntegrationList", ofCluster(state.catalogs(), request)));
            case READ_CATALOG -> ok(one(ofCluster(state.catalogs(), request), "/id", request.id()));
            case UNKNOWN -> throw ConfluentError.of(404, "There is no such API");
        };
    }

    private void authorize(ConfluentRequest request) {
        Rights rights = state.rights(request.user(), request.password())
                .orElseThrow(() -> ConfluentError.of(401, "invalid API key: make sure you're using a Cloud API Key"));
        if (request.operation().isTableflow() != (rights == Rights.TABLEFLOW)) {
            throw ConfluentError.of(401, "this kind of API key is not accepted here");
        }
        if (request.operation().isWriting() && rights == Rights.READING) {
            throw ConfluentError.of(403, "Forbidden Access");
        }
    }

    private static String environment(ConfluentRequest request) {
        String environment = request.environment();
        if (environment.isEmpty()) {
            throw ConfluentError.of(400, "environment is required");
        }
        if (!environment.startsWith("env-")) {
            throw ConfluentError.of(403, "Forbidden Access");
        }
        return environment;
    }

    private Success create(ConfluentRequest request) {
        String environment = environment(request);
        String displayName = request.text("/display_name");
        String role = request.text("/config/customer_iam_role_arn");
        require(!request.body().path("config").isMissingNode(), "config is required");
        require(
                request.text("/provider").isEmpty() || request.text("/provider").equalsIgnoreCase("aws"),
                "provider must be AWS");
        require(
                request.text("/config/kind").equals("AwsIntegrationConfig"),
                "config.kind must be AwsIntegrationConfig");
        require(displayName.length() <= LONGEST_DISPLAY_NAME, "display_name must be 60 characters at most");
        require(role.length() >= 20 && role.length() <= 2048, "customer_iam_role_arn must be 20 to 2048 characters");
        LocalIntegration created = state.create(environment, displayName, role);
        return new Success(
                201,
                json(created, true).toString(),
                Map.of("Location", endpoint + "/pim/v1/integrations/" + created.id()));
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw ConfluentError.of(422, rule);
        }
    }

    private Success list(ConfluentRequest request, boolean isEmpty) {
        String environment = environment(request);
        int size = number(request, "page_size", DEFAULT_PAGE);
        int from = number(request, "page_token", 0);
        if (size < 1 || size > LARGEST_PAGE) {
            throw ConfluentError.of(400, "page_size must be 1 to 100");
        }
        List<LocalIntegration> all = isEmpty ? List.of() : state.of(environment);
        List<LocalIntegration> page = all.stream().skip(from).limit(size).toList();
        ObjectNode root = listOf(
                "IntegrationList", page.stream().map(it -> json(it, false)).toList());
        root.put("api_version", "pim/v1");
        ObjectNode metadata = root.putObject("metadata");
        String self = endpoint + "/pim/v1/integrations?environment=" + encoded(environment) + "&page_size=" + size;
        metadata.put("first", self);
        if (from + size < all.size()) {
            metadata.put("next", self + "&page_token=" + (from + size));
        } else {
            metadata.putNull("next");
        }
        metadata.put("total_size", all.size());
        return ok(root);
    }

    private static int number(ConfluentRequest request, String name, int byDefault) {
        try {
            return request.parameter(name).map(Integer::parseInt).orElse(byDefault);
        } catch (NumberFormatException wrong) {
            throw ConfluentError.of(400, name + " is invalid");
        }
    }

    /** Right after creation, usages are hidden. */
    static ObjectNode json(LocalIntegration integration, boolean isNew) {
        ObjectNode root = JSON.createObjectNode();
        root.put("api_version", "pim/v1")
                .put("kind", "Integration")
                .put("id", integration.id())
                .put("display_name", integration.displayName())
                .put("provider", "AWS");
        root.putObject("config")
                .put("kind", "AwsIntegrationConfig")
                .put("iam_role_arn", integration.principal())
                .put("external_id", integration.externalId())
                .put("customer_iam_role_arn", integration.customerRole());
        ArrayNode usages = root.putArray("usages");
        if (!isNew) {
            integration.usages().forEach(usages::add);
        }
        root.putObject("environment")
                .put("id", integration.environment())
                .put("related", "https://api.confluent.cloud/org/v2/environments/" + integration.environment())
                .put("resource_name", "crn://confluent.cloud/environment=" + integration.environment());
        return root;
    }

    private static List<ObjectNode> ofCluster(List<ObjectNode> all, ConfluentRequest request) {
        String environment = environment(request);
        String cluster = request.parameter("spec.kafka_cluster")
                .orElseThrow(() -> ConfluentError.of(400, "spec.kafka_cluster is required"));
        Function<ObjectNode, String> place = it -> it.at("/spec/environment/id").asString("")
                + it.at("/spec/kafka_cluster/id").asString("");
        return all.stream()
                .filter(it -> place.apply(it).equals(environment + cluster))
                .toList();
    }

    private static JsonNode one(List<ObjectNode> all, String pointer, String id) {
        return all.stream()
                .filter(it -> it.at(pointer).asString("").equals(id))
                .findFirst()
                .orElseThrow(() -> ConfluentError.of(404, "Not Found"));
    }

    private static ObjectNode listOf(String kind, List<ObjectNode> data) {
        ObjectNode root = JSON.createObjectNode();
        root.put("api_version", "tableflow/v1").put("kind", kind);
        root.putObject("metadata");
        root.putArray("data").addAll(data);
        return root;
    }

    private static Success ok(JsonNode body) {
        return new Success(200, body.toString(), Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A topic that Tableflow materializes into the bucket of an integration's role. */
    static ObjectNode topic(
            String environment,
            String cluster,
            String name,
            String integration,
            String bucket,
            String phase,
            String error) {
        ObjectNode root = JSON.createObjectNode();
        root.put("api_version", "tableflow/v1").put("kind", "TableflowTopic");
        ObjectNode spec = root.putObject("spec");
        spec.put("display_name", name);
        spec.putObject("environment").put("id", environment);
        spec.putObject("kafka_cluster").put("id", cluster);
        spec.putObject("storage")
                .put("kind", "ByobAws")
                .put("bucket_name", bucket)
                .put("provider_integration_id", integration);
        spec.put("suspended", false);
        status(root, phase, error);
        return root;
    }

    /** A catalog integration of a cluster with Glue. */
    static ObjectNode catalog(
            String environment, String cluster, String id, String integration, String phase, String error) {
        ObjectNode root = JSON.createObjectNode();
        root.put("api_version", "tableflow/v1")
                .put("kind", "CatalogIntegration")
                .put("id", id);
        ObjectNode spec = root.putObject("spec");
        spec.put("display_name", id);
        spec.putObject("environment").put("id", environment);
        spec.putObject("kafka_cluster").put("id", cluster);
        spec.putObject("config").put("kind", "AwsGlue").put("provider_integration_id", integration);
        spec.put("suspended", false);
        status(root, phase, error);
        return root;
    }

    static void sync(ObjectNode topic, String catalog, String status, String error) {
        ObjectNode sync = topic.withObject("/status")
                .putArray("catalog_sync_statuses")
                .addObject()
                .put("catalog_integration_id", catalog)
                .put("catalog_type", "AWS_GLUE")
                .put("sync_status", status);
        if (!error.isEmpty()) {
            sync.put("error_message", error);
        }
    }

    private static void status(ObjectNode root, String phase, String error) {
        ObjectNode status = root.putObject("status").put("phase", phase);
        if (!error.isEmpty()) {
            status.put("error_message", error);
        }
    }
}
