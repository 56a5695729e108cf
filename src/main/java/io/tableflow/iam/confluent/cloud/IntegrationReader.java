package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Confluent's Integration objects. What it does not know it ignores. */
final class IntegrationReader {

    private static final JsonMapper JSON = new JsonMapper();

    // It becomes a segment of a path, where these two would mean another resource.
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[!-~]{1,255}");

    private IntegrationReader() {}

    /** One integration of AWS; empty if the text is not one. */
    static Optional<CloudIntegration> integration(String text, String confluentEnvironment) {
        try {
            return integration(JSON.readTree(text), confluentEnvironment);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /** The same of an entry of a list. */
    static Optional<CloudIntegration> integration(JsonNode entry, String confluentEnvironment) {
        String id = entry.at("/id").asString("");
        RoleArn customer = role(entry.at("/config/customer_iam_role_arn"));
        if (!isOfAws(entry)
                || customer == null
                || !ID.matcher(id).matches()
                || !entry.at("/environment/id").asString(confluentEnvironment).equals(confluentEnvironment)) {
            return Optional.empty();
        }
        JsonNode name = entry.at("/display_name");
        return Optional.of(new CloudIntegration(
                id,
                name.isString() ? name.stringValue() : null,
                customer,
                principal(entry.at("/config"), customer),
                usages(entry.at("/usages")),
                confluentEnvironment));
    }

    /** Confluent's own clients and answers disagree on the case, and AWS is the default. */
    private static boolean isOfAws(JsonNode entry) {
        return entry.at("/provider").asString("aws").equalsIgnoreCase("aws");
    }

    private static @Nullable RoleArn role(JsonNode arn) {
        return arn.isString()
                ? RoleArn.parse(arn.stringValue()).filter(RoleArn::isOneRole).orElse(null)
                : null;
    }

    private static @Nullable TrustedPrincipal principal(JsonNode config, RoleArn customer) {
        RoleArn role = role(config.at("/iam_role_arn"));
        String externalId = config.at("/external_id").asString("");
        return role == null
                        || !role.partition().equals(customer.partition())
                        || !TrustedPrincipal.isExternalId(externalId)
                ? null
                : new TrustedPrincipal(role, externalId);
    }

    /** Whatever is there is a use: only what is missing or empty says that there is none. */
    private static List<String> usages(JsonNode usages) {
        if (usages.isMissingNode() || usages.isNull()) {
            return List.of();
        }
        return usages.isArray()
                ? usages.valueStream().map(IntegrationReader::text).toList()
                : List.of(text(usages));
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }
}
