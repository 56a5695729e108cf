package io.tableflow.iam.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three policy documents of an environment. */
public enum PolicyKind {
    /** Who may assume the role. */
    TRUST,
    /** What the role may do in the bucket. */
    S3,
    /** What the role may do in the Glue catalog. */
    GLUE;

    /** The lower-case name in URLs: {@code trust}, {@code s3}, {@code glue}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this name in URLs; empty if there is none. */
    public static Optional<PolicyKind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }
}
