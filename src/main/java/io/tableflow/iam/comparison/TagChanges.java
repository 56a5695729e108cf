package io.tableflow.iam.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes that make live tags the desired ones. Tags that others added are not changed.
 *
 * @param missing desired tags that do not exist, or have another value
 * @param surplus the keys of tags of ours that are no longer desired
 */
public record TagChanges(Map<String, String> missing, List<String> surplus) {

    /** A key whose letter case alone changes is not surplus: to IAM it is the same key, which is tagged once more. */
    public static TagChanges of(Map<String, String> live, DesiredIam desired) {
        Map<String, String> missing = new TreeMap<>(desired.tags());
        missing.entrySet().removeAll(live.entrySet());
        List<String> surplus = desired.retiredTags().stream()
                .filter(live::containsKey)
                .filter(key -> desired.tags().keySet().stream().noneMatch(key::equalsIgnoreCase))
                .toList();
        return new TagChanges(missing, surplus);
    }

    public boolean isNeeded() {
        return !missing.isEmpty() || !surplus.isEmpty();
    }

    /** Untags first, because IAM compares keys without regard to case, and allows at most fifty tags. */
    public void apply(Untag untag, Tag tag) {
        if (!surplus.isEmpty()) {
            untag.untag(surplus);
        }
        if (!missing.isEmpty()) {
            tag.tag(missing);
        }
    }

    /** The missing or surplus tags among {@code tags}, as text. */
    String show(Map<String, String> tags) {
        Map<String, String> shown = new TreeMap<>(tags);
        shown.keySet().removeIf(key -> !missing.containsKey(key) && !surplus.contains(key));
        return shown.toString();
    }

    /** Removes tags. */
    public interface Untag {
        void untag(Collection<String> keys);
    }

    /** Adds tags. */
    public interface Tag {
        void tag(Map<String, String> tags);
    }
}
