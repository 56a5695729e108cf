package io.tableflow.iam.aws;

import java.util.Comparator;

/**
 * One version of a policy.
 *
 * @param id such as {@code v3}; IAM never uses an id again after it was deleted
 * @param isDefault whether this version is in force
 */
public record PolicyVersion(String id, boolean isDefault) {

    /** By number, because IAM's creation time is in whole seconds, which two versions may share. */
    public static final Comparator<PolicyVersion> NEWEST_FIRST =
            Comparator.comparingInt(PolicyVersion::number).reversed();

    private int number() {
        return id.matches("v\\d{1,9}") ? Integer.parseInt(id.substring(1)) : 0;
    }
}
