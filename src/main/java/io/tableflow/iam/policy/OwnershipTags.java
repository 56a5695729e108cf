package io.tableflow.iam.policy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The tags that say which environment owns a resource. A resource without an environment's id is never changed or
 * deleted for that environment, whatever its name is.
 *
 * @param environment the environment's name, for people who read the tags
 * @param environmentId differs for each environment that ever had the name: one that is created again does not own what
 *     an earlier one left
 */
public record OwnershipTags(String environment, UUID environmentId) {

    /** Present on everything that this service manages. */
    public static final String MANAGED_BY = "managed-by";

    private static final String SERVICE = "tableflow-iam";
    private static final String ENVIRONMENT = "tableflow-iam:environment";

    /** The tag that identifies the owner. */
    public static final String ID = "tableflow-iam:environment-id";

    /** How many tags IAM takes on one resource; it raises that for nobody (IAM User Guide, "IAM and AWS STS quotas"). */
    private static final int MOST = 50;

    /** The keys of our tags. */
    public static List<String> tagKeys() {
        return List.of(MANAGED_BY, ENVIRONMENT, ID);
    }

    /** Our tags together with the given ones. */
    public Map<String, String> tagsWith(Map<String, String> others) {
        Map<String, String> tags = new LinkedHashMap<>(others);
        tags.put(MANAGED_BY, SERVICE);
        tags.put(ENVIRONMENT, environment);
        tags.put(ID, environmentId.toString());
        return tags;
    }

    /**
     * How many tags too many a resource would have if ours and the given ones were added to its own. To IAM, keys that differ
     * only in letter case are one key.
     *
     * @return 0: none
     */
    public int surplusOn(Map<String, String> live, Map<String, String> others) {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        keys.addAll(live.keySet());
        keys.addAll(tagsWith(others).keySet());
        return Math.max(0, keys.size() - MOST);
    }

    /** Those of our tags that a resource with these tags lacks, or has with another value. */
    public Map<String, String> missingIn(Map<String, String> tags) {
        Map<String, String> missing = tagsWith(Map.of());
        missing.entrySet().removeAll(tags.entrySet());
        return missing;
    }

    /** The tag that identifies the owner, as text: {@code key=value}. */
    public String idTag() {
        return ID + "=" + environmentId;
    }

    /** The id of another environment that owns a resource with these tags; empty if there is none. */
    public Optional<String> otherOwner(Map<String, String> tags) {
        return owns(tags) ? Optional.empty() : id(tags);
    }

    /** Whether a resource with these tags belongs to this environment. */
    public boolean owns(Map<String, String> tags) {
        return id(tags).filter(environmentId.toString()::equals).isPresent();
    }

    /** The id of the environment that a resource with these tags belongs to, or belonged to; empty if it has none. */
    public static Optional<String> environmentIdOf(Map<String, String> tags) {
        return id(tags);
    }

    /** An id as a tag has it; empty if it is none. */
    public static Optional<UUID> parseId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /**
     * IAM compares keys without regard to letter case, so a tag that somebody wrote in another one is the same tag. Only that of
     * ASCII letters counts: {@code equalsIgnoreCase} also takes a dotless i for an i, and with it a stranger's tag for ours.
     */
    private static Optional<String> id(Map<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> StandardCharsets.US_ASCII.newEncoder().canEncode(tag.getKey()))
                .filter(tag -> tag.getKey().equalsIgnoreCase(ID))
                .map(Map.Entry::getValue)
                .findAny();
    }
}
