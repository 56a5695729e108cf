package io.tableflow.iam.localconfluent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/** What Confluent Cloud has: integrations, keys, and what Tableflow runs. Guarded by its own lock. */
final class ConfluentState {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Map<String, LocalIntegration> integrations = new LinkedHashMap<>();
    private final List<LocalIntegration> past = new ArrayList<>();
    private final Map<String, LocalKey> keys = new LinkedHashMap<>();
    private final List<ObjectNode> topics = new ArrayList<>();
    private final List<ObjectNode> catalogs = new ArrayList<>();
    private ConfluentPrincipals principals;
    private int quota = Integer.MAX_VALUE;
    private int duplicateStatus = 409;
    private int goneStatus = 404;

    /** An API key. */
    record LocalKey(String secret, Rights rights) {}

    /** What an API key may do. */
    enum Rights {
        EVERYTHING,
        READING,
        TABLEFLOW
    }

    ConfluentState(ConfluentPrincipals principals) {
        this.principals = principals;
    }

    synchronized void principals(ConfluentPrincipals value) {
        principals = value;
    }

    synchronized void key(String id, String secret, Rights rights) {
        keys.put(id, new LocalKey(secret, rights));
    }

    synchronized void revoke(String id) {
        keys.remove(id);
    }

    synchronized Optional<Rights> rights(String id, String secret) {
        return Optional.ofNullable(keys.get(id))
                .filter(key -> key.secret.equals(secret))
                .map(LocalKey::rights);
    }

    synchronized void quota(int integrationsPerOrganization) {
        quota = integrationsPerOrganization;
    }

    /** Which status the second integration of a role gets: which one it is at Confluent is not documented. */
    synchronized void duplicateStatus(int status) {
        duplicateStatus = status;
    }

    /** 404, or 403: both have been seen for an integration that is gone. */
    synchronized void goneStatus(int status) {
        goneStatus = status;
    }

    synchronized LocalIntegration create(String environment, String displayName, String customerRole) {
        for (LocalIntegration existing : integrations.values()) {
            if (existing.environment().equals(environment)
                    && existing.customerRole().equals(customerRole)) {
                throw ConfluentError.of(
                        duplicateStatus, "A provider integration for customer_iam_role_arn exists in this environment");
            }
        }
        if (integrations.size() >= quota) {
            throw ConfluentError.of(402, "Quota provider_integrations_per_org exceeded");
        }
        String id = newId();
        LocalIntegration created = new LocalIntegration(
                id,
                displayName,
                customerRole,
                "arn:aws:iam::" + ConfluentPrincipals.ACCOUNT + ":role/" + id,
                UUID.randomUUID().toString(),
                environment,
                List.of());
        add(created);
        return created;
    }

    synchronized void add(LocalIntegration integration) {
        integrations.put(integration.id(), integration);
        past.add(integration);
        principals.created(integration.id());
    }

    private String newId() {
        StringBuilder id = new StringBuilder("cspi-");
        for (int i = 0; i < 6; i++) {
            id.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return integrations.containsKey(id.toString()) ? newId() : id.toString();
    }

    /** Those of a Confluent environment, in the order of their creation. */
    synchronized List<LocalIntegration> of(String environment) {
        return integrations.values().stream()
                .filter(it -> it.environment().equals(environment))
                .toList();
    }

    /** All that ever were, in the order of their creation, as they were then. */
    synchronized List<LocalIntegration> past() {
        return List.copyOf(past);
    }

    synchronized List<LocalIntegration> all() {
        return List.copyOf(integrations.values());
    }

    synchronized LocalIntegration require(String environment, String id) {
        LocalIntegration found = integrations.get(id);
        if (found == null || !found.environment().equals(environment)) {
            throw goneStatus == 404
                    ? new ConfluentError(404, "Not Found", ConfluentFault.Body.ERROR_CODE, Map.of())
                    : ConfluentError.of(goneStatus, "Forbidden Access");
        }
        return found;
    }

    synchronized void delete(String environment, String id) {
        LocalIntegration found = require(environment, id);
        if (!found.usages().isEmpty()) {
            throw ConfluentError.of(
                    409,
                    "Provider integration " + id
                            + " cannot be deleted as it is being used by active TableFlow instances");
        }
        remove(id);
    }

    /** Whatever uses it. */
    synchronized void remove(String id) {
        if (integrations.remove(id) != null) {
            principals.deleted(id);
        }
    }

    synchronized void use(String id, List<String> crns) {
        integrations.computeIfPresent(id, (same, it) -> it.usedBy(crns));
    }

    synchronized List<ObjectNode> topics() {
        return List.copyOf(topics);
    }

    synchronized List<ObjectNode> catalogs() {
        return List.copyOf(catalogs);
    }

    synchronized void topics(List<ObjectNode> all) {
        topics.clear();
        topics.addAll(all);
    }

    synchronized void catalogs(List<ObjectNode> all) {
        catalogs.clear();
        catalogs.addAll(all);
    }

    synchronized void reset() {
        integrations.clear();
        past.clear();
        topics.clear();
        catalogs.clear();
        quota = Integer.MAX_VALUE;
        duplicateStatus = 409;
        goneStatus = 404;
    }
}
