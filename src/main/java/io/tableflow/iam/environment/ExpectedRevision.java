package io.tableflow.iam.environment;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The revision of an environment that a caller has read before changing it.
 *
 * @param revisions any of these; {@code null}: any revision
 */
public record ExpectedRevision(@Nullable Set<Revision> revisions) {

    public static final ExpectedRevision ANY = new ExpectedRevision(null);

    /**
     * One revision of one environment.
     *
     * @param environment the environment's id: another environment that gets the same name counts from the start again
     * @param number {@link Environment#revision()}
     */
    public record Revision(UUID environment, long number) {}

    public boolean accepts(Revision revision) {
        return revisions == null || revisions.contains(revision);
    }

    /**
     * Refuses a change of another revision.
     *
     * @throws EnvironmentException if the environment has another revision, or is another one of the same name
     */
    void require(Environment environment) {
        if (!accepts(new Revision(environment.id(), environment.revision()))) {
            throw EnvironmentException.revisionMismatch(environment.revision());
        }
    }
}
