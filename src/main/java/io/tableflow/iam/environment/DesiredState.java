package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The half of an environment's row that says what is wanted of it, as long as it is not to go.
 *
 * @param integration what was last told of Confluent's half
 * @param retiredTags the keys of tags that an earlier spec wanted and the present one does not, and that may still be there
 * @param repair why live IAM is to be compared and put right; null if nobody asked
 * @param requestedBy who asked for the present spec
 */
@Embeddable
record DesiredState(
        @JdbcTypeCode(SqlTypes.JSON) EnvironmentSpec spec,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable ProviderIntegration integration,
        Generations generations,
        @JdbcTypeCode(SqlTypes.JSON) List<String> retiredTags,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable ReconcileRequest repair,
        String requestedBy) {

    static DesiredState first(EnvironmentSpec spec, String by) {
        return new DesiredState(spec, null, Generations.first(), List.of(), null, by);
    }

    /** Another spec; what was begun for the one before makes room if IAM is to be another. */
    DesiredState update(EnvironmentSpec next, String by) {
        return next.rendersLike(spec)
                ? new DesiredState(next, integration, generations, retiredTags, repair, by)
                : new DesiredState(next, integration, generations.next(), retiredBy(next), repair, by);
    }

    private List<String> retiredBy(EnvironmentSpec next) {
        return Stream.concat(retiredTags.stream(), spec.tags().keySet().stream())
                .filter(tag -> !next.tags().containsKey(tag))
                .distinct()
                .sorted()
                .toList();
    }

    DesiredState with(@Nullable ProviderIntegration told) {
        return new DesiredState(spec, told, generations, retiredTags, repair, requestedBy);
    }

    DesiredState with(Generations changed) {
        return new DesiredState(spec, integration, changed, retiredTags, repair, requestedBy);
    }

    DesiredState with(@Nullable ReconcileRequest request) {
        return new DesiredState(spec, integration, generations, retiredTags, request, requestedBy);
    }

    /** The spec that the latest workflow was begun for was brought about in whole. */
    DesiredState broughtAbout() {
        return new DesiredState(spec, integration, generations.observed(), List.of(), repair, requestedBy);
    }

    /** Whether the trust is to be another than the one that was written for {@code trusted}. */
    boolean asksForOtherTrustThan(@Nullable ProviderIntegration trusted) {
        return integration != null && !integration.asksForSameTrustAs(trusted);
    }
}
