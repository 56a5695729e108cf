package io.tableflow.iam.localconfluent;

import java.util.List;

/**
 * A provider integration as Confluent Cloud has it. All but {@code usages} is immutable.
 *
 * @param id {@code cspi-...}
 * @param customerRole the customer's role that the principal will assume; unique within the Confluent environment
 * @param principal Confluent's role, a dedicated one
 * @param externalId a UUID that the principal sends
 * @param environment the Confluent environment, {@code env-...}
 * @param usages CRNs of what uses it
 */
public record LocalIntegration(
        String id,
        String displayName,
        String customerRole,
        String principal,
        String externalId,
        String environment,
        List<String> usages) {

    LocalIntegration usedBy(List<String> crns) {
        return new LocalIntegration(
                id, displayName, customerRole, principal, externalId, environment, List.copyOf(crns));
    }
}
