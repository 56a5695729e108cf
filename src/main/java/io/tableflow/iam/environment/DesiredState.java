package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of an environment, unless its deletion is requested.
 *
 * @param integration Confluent's provider integration, as it was last received
 * @param integrationAsOf when the latest word about the integration was given: when a callback was signed, or an
 *     operator entered or withdrew it; null: never
 * @param withdrawnBy who withdrew the integration, as long as the trust does not deny everyone yet; null: nobody did, or
 *     that is done
 * @param generations which spec was requested, which one a workflow was started for, and which one was applied
 * @param retiredTags the keys of tags that an earlier spec had and the present one does not, and that may still exist
 * @param reconcileRequest why live IAM is to be reconciled; null: there is no request
 * @param requestedBy the caller who requested the present spec
 */
@Embeddable
public record DesiredState(
        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        EnvironmentSpec spec,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class) @Nullable
        ProviderIntegration integration,

        @Nullable Instant integrationAsOf,
        @Nullable String withdrawnBy,
        Generations generations,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        List<String> retiredTags,

        @Column(name = "repair") @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class) @Nullable
        ReconcileRequest reconcileRequest,

        String requestedBy) {

    static DesiredState first(EnvironmentSpec spec, String by) {
        return new DesiredState(spec, null, null, null, Generations.first(), List.of(), null, by);
    }

    /** With another spec. It is a new generation unless it renders to the same IAM. */
    DesiredState withSpec(EnvironmentSpec next, String by) {
        boolean isNew = !next.rendersLike(spec);
        return new DesiredState(
                next,
                integration,
                asksForIntegrationAnew(next) ? null : integrationAsOf,
                withdrawnBy,
                isNew ? generations.next() : generations,
                isNew ? retiredBy(next) : retiredTags,
                reconcileRequest,
                by);
    }

    /** A withdrawal, once it is done, holds until the spec asks for an integration that it did not ask for before. */
    private boolean asksForIntegrationAnew(EnvironmentSpec next) {
        return isWithdrawn()
                && withdrawnBy == null
                && next.confluent() != null
                && !next.confluent().equals(spec.confluent());
    }

    private List<String> retiredBy(EnvironmentSpec next) {
        return Stream.concat(retiredTags.stream(), spec.tags().keySet().stream())
                .filter(tag -> !next.tags().containsKey(tag))
                .distinct()
                .sorted()
                .toList();
    }

    DesiredState withIntegration(ProviderIntegration received) {
        return with(received, integrationAsOf, null);
    }

    /** With the moment of another word about the integration, unless a later one is known. */
    DesiredState withIntegrationAsOf(Instant asOf) {
        return with(integration, latest(asOf), withdrawnBy);
    }

    /** Without the integration, which was for another role: nothing is known of this one's. */
    DesiredState withoutIntegration() {
        return with(null, null, null);
    }

    /** Without the integration, which somebody has withdrawn: what was signed before comes too late. */
    DesiredState withdrawn(String by, Instant asOf) {
        return with(null, latest(asOf), by);
    }

    /** The trust denies everyone, as a withdrawal asks for. */
    DesiredState withdrawalDone() {
        return with(integration, integrationAsOf, null);
    }

    private Instant latest(Instant asOf) {
        return integrationAsOf == null || integrationAsOf.isBefore(asOf) ? asOf : integrationAsOf;
    }

    private DesiredState with(
            @Nullable ProviderIntegration changed, @Nullable Instant asOf, @Nullable String withdrawal) {
        return new DesiredState(
                spec, changed, asOf, withdrawal, generations, retiredTags, reconcileRequest, requestedBy);
    }

    DesiredState withGenerations(Generations changed) {
        return new DesiredState(
                spec, integration, integrationAsOf, withdrawnBy, changed, retiredTags, reconcileRequest, requestedBy);
    }

    DesiredState withReconcileRequest(@Nullable ReconcileRequest request) {
        return new DesiredState(
                spec, integration, integrationAsOf, withdrawnBy, generations, retiredTags, request, requestedBy);
    }

    /** With the spec of the latest workflow as completely applied. */
    DesiredState applied() {
        return new DesiredState(
                spec,
                integration,
                integrationAsOf,
                withdrawnBy,
                generations.observed(),
                List.of(),
                reconcileRequest,
                requestedBy);
    }

    /**
     * Whether the last word about the integration was that there is none: then a trust that is found in force is not
     * retained either.
     */
    public boolean isWithdrawn() {
        return integration == null && integrationAsOf != null;
    }

    /**
     * Whether the service is to make the provider integration itself, and has not: there is none, or only one of another
     * Confluent environment. Whoever withdrew it must ask for it anew.
     */
    public boolean lacksIntegration() {
        ConfluentSpec target = spec.confluent();
        return target != null
                && !isWithdrawn()
                && (integration == null || !target.environmentId().equals(integration.confluentEnvironmentId()));
    }

    /** The Confluent environment that its integration is in, or will be in; null: unknown. */
    public @Nullable String confluentEnvironment() {
        ConfluentSpec target = spec.confluent();
        if (target != null) {
            return target.environmentId();
        }
        return integration == null ? null : integration.confluentEnvironmentId();
    }

    /** Whether the desired trust is another than the one that was written for {@code trusted}. */
    public boolean differsInTrustFrom(@Nullable ProviderIntegration trusted) {
        return integration == null ? withdrawnBy != null : !integration.asksForSameTrustAs(trusted);
    }
}
