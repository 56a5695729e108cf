package io.tableflow.iam.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The tags by which we know what is ours. What does not carry an environment's id is never changed or deleted for it,
 * whatever its name is.
 *
 * @param environment the environment's name, for people who read the tags
 * @param environmentId one life of the environment: a recreated one does not own what an earlier one left
 */
public record OwnershipTags(String environment, UUID environmentId) {

    /** Present on everything that this service manages. */
    public static final String MANAGED_BY = "managed-by";

    private static final String SERVICE = "tableflow-iam";
    private static final String ENVIRONMENT = "tableflow-iam:environment";

    /** Says whose it is. */
    public static final String ID = "tableflow-iam:environment-id";

    /** The keys of our tags. */
    public static List<String> tagKeys() {
        return List.of(MANAGED_BY, ENVIRONMENT, ID);
    }

    /** Our tags together with those that the spec asks for. */
    public Map<String, String> tagsWith(Map<String, String> others) {
        Map<String, String> tags = new LinkedHashMap<>(others);
        tags.put(MANAGED_BY, SERVICE);
        tags.put(ENVIRONMENT, environment);
        tags.put(ID, environmentId.toString());
        return tags;
    }

    /** The tag that decides whose it is, as text. */
    public String idTag() {
        return ID + "=" + environmentId;
    }

    /** The id of another environment that owns what carries these tags; empty where none does. */
    public Optional<String> otherOwner(Map<String, String> tags) {
        return owns(tags) ? Optional.empty() : Optional.ofNullable(tags.get(ID));
    }

    /** Whether what carries these tags is ours. */
    public boolean owns(Map<String, String> tags) {
        return environmentId.toString().equals(tags.get(ID));
    }
}
