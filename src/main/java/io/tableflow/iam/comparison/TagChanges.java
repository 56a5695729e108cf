package io.tableflow.iam.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to happen to tags. Those that others added stay.
 *
 * @param missing those that are not there, or with another value
 * @param surplus the keys of those that were ours to add and are not wanted any more
 */
public record TagChanges(Map<String, String> missing, List<String> surplus) {

    public static TagChanges of(Map<String, String> live, DesiredIam wanted) {
        Map<String, String> missing = new TreeMap<>(wanted.tags());
        missing.entrySet().removeAll(live.entrySet());
        List<String> surplus =
                wanted.retiredTags().stream().filter(live::containsKey).toList();
        return new TagChanges(missing, surplus);
    }

    public boolean isNeeded() {
        return !missing.isEmpty() || !surplus.isEmpty();
    }

    /** Away first: IAM tells keys apart without regard to case, and has room for fifty. */
    public void apply(Untag untag, Tag tag) {
        if (!surplus.isEmpty()) {
            untag.untag(surplus);
        }
        if (!missing.isEmpty()) {
            tag.tag(missing);
        }
    }

    /** The tags that matter here, as text: those of {@code tags} that are missing or surplus. */
    String show(Map<String, String> tags) {
        Map<String, String> shown = new TreeMap<>(tags);
        shown.keySet().removeIf(key -> !missing.containsKey(key) && !surplus.contains(key));
        return shown.toString();
    }

    /** Takes tags off. */
    public interface Untag {
        void untag(Collection<String> keys);
    }

    /** Puts tags on. */
    public interface Tag {
        void tag(Map<String, String> tags);
    }
}
