package io.tableflow.iam.environment;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of an environment a caller has looked at before they decided to change it.
 *
 * @param revisions any of them will do; {@code null}: whatever it is now
 */
public record ExpectedRevision(@Nullable Set<Long> revisions) {

    public static final ExpectedRevision ANY = new ExpectedRevision(null);

    public boolean accepts(long revision) {
        return revisions == null || revisions.contains(revision);
    }

    /** @throws EnvironmentException if the environment has been changed since */
    void require(Environment environment) {
        if (!accepts(environment.revision())) {
            throw EnvironmentException.revisionMismatch(environment.revision());
        }
    }
}
