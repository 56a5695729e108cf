package io.tableflow.iam.environment;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The revision of an environment that a caller has read before changing it.
 *
 * @param revisions any of these; {@code null}: any revision
 */
public record ExpectedRevision(@Nullable Set<Long> revisions) {

    public static final ExpectedRevision ANY = new ExpectedRevision(null);

    public boolean accepts(long revision) {
        return revisions == null || revisions.contains(revision);
    }

    /**
     * Refuses a change of another revision.
     *
     * @throws EnvironmentException if the environment has another revision
     */
    void require(Environment environment) {
        if (!accepts(environment.revision())) {
            throw EnvironmentException.revisionMismatch(environment.revision());
        }
    }
}
