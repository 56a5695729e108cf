package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The policies of Glue's catalogs, and what Lake Formation governs in them, in their JSON protocols; without databases and tables. */
final class CatalogService {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String LEFT_TO_IAM = """
            [{"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}]""";

    private CatalogService() {}

    /** The catalog of one account in one region. */
    static final class Catalog {

        private String policy = "";
        private JsonNode settings = JSON.readTree("""
            {"CreateDatabaseDefaultPermissions": %1$s, "CreateTableDefaultPermissions": %1$s, "DataLakeAdmins": []}""".formatted(LEFT_TO_IAM));
        private final List<JsonNode> grants = new ArrayList<>();
        private final List<JsonNode> locations = new ArrayList<>();
    }

    static ObjectNode answer(QueryRequest request, Caller caller, EmulatorState state) {
        JsonNode asked = JSON.readTree(request.optional("Body").orElse("{}"));
        Catalog catalog = state.catalog(caller.account(), request.region());
        ObjectNode answer = JSON.createObjectNode();
        switch (request.action()) {
            case "GetResourcePolicy" -> {
                if (catalog.policy.isEmpty()) {
                    throw new AwsError(400, "EntityNotFound", "Policy not found");
                }
                answer.put("PolicyInJson", catalog.policy);
            }
            case "PutResourcePolicy" ->
                catalog.policy = asked.path("PolicyInJson").asString();
            case "DeleteResourcePolicy" -> catalog.policy = "";
            case "GetDataLakeSettings" -> answer.set("DataLakeSettings", catalog.settings);
            case "PutDataLakeSettings" -> catalog.settings = asked.path("DataLakeSettings");
            case "GrantPermissions" -> catalog.grants.add(asked);
            case "RegisterResource" -> catalog.locations.add(asked);
            case "DeregisterResource" ->
                catalog.locations.removeIf(it -> it.path("ResourceArn").equals(asked.path("ResourceArn")));
            case "ListResources" -> catalog.locations.forEach(answer.putArray("ResourceInfoList")::add);
            case "ListPermissions" -> list(catalog, asked, caller, answer.putArray("PrincipalResourcePermissions"));
            default -> throw AwsError.invalidAction(request.action(), request.version());
        }
        return answer;
    }

    /** Only administrators see the grants of others. */
    private static void list(Catalog catalog, JsonNode asked, Caller caller, ArrayNode shown) {
        if (asked.has("Principal") && !asked.has("Resource")) {
            throw new AwsError(400, "InvalidInput", "Resource is mandatory if Principal is set in the input.");
        }
        boolean isAdministrator = Stream.of("DataLakeAdmins", "ReadOnlyAdmins")
                .flatMap(list -> catalog.settings.path(list).valueStream())
                .anyMatch(
                        it -> it.path("DataLakePrincipalIdentifier").asString().equals(caller.principalArn()));
        catalog.grants.stream()
                .filter(grant -> isAdministrator)
                .filter(grant -> grant.path("Principal").equals(asked.path("Principal"))
                        && grant.path("Resource").equals(asked.path("Resource")))
                .forEach(shown::add);
    }
}
