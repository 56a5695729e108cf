package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider integration as Confluent Cloud shows it.
 *
 * @param id Confluent's id, 1-255 visible ASCII characters: {@code cspi-...} at present, which nothing may depend on
 * @param displayName what people call it; null where Confluent leaves it out
 * @param customerRole the role that Confluent is to assume
 * @param principal Confluent's role, and the external id that it sends; null where Confluent leaves either out, or gives what
 *     a trust must not name: not one role, another partition than the customer's, no external id by the rules of STS
 * @param usages what uses the integration, as opaque text; it can be deleted only while this is empty. Empty where Confluent
 *     leaves it out, as it does right after creation
 * @param confluentEnvironment the Confluent environment that it belongs to, {@code env-...}
 */
public record CloudIntegration(
        String id,
        @Nullable String displayName,
        RoleArn customerRole,
        @Nullable TrustedPrincipal principal,
        List<String> usages,
        String confluentEnvironment) {

    public CloudIntegration {
        usages = List.copyOf(usages);
    }
}
