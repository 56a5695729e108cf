package io.tableflow.iam.compliance;

import io.tableflow.iam.accessreview.StoredUse;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustParser;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of what is stored, or of a plan, what rules judge. */
final class SubjectReader {

    private SubjectReader() {}

    /** The documents that the last completed workflow left, with what was found to be otherwise. */
    static ComplianceSubject observed(
            ComplianceRow row, StoredUse use, List<Waiver> waivers, ComplianceSubject.Settings settings) {
        Environment environment = row.environment();
        EnvironmentSpec spec = environment.spec();
        DriftReport drift = row.drift();
        List<Difference> differences = drift == null ? List.of() : drift.differences();
        AwsAccount account = environment.account();
        boolean roleExists = environment.observed().resources().role().arn() != null;
        DesiredIam iam = account == null || !roleExists ? null : DesiredIam.asEstablished(environment, account);
        ProviderIntegration trusted = environment.observed().trusted();
        return new ComplianceSubject(
                spec,
                environment.state(),
                environment.isComparable(),
                roleExists,
                trusted == null ? null : trusted.principal(),
                environment.desired().integration() != null,
                environment.observed().trustedSince(),
                iam == null ? null : trust(environment, iam, differences),
                iam == null ? Map.of() : policies(environment, iam, differences),
                differences,
                inSync(row, settings),
                environment.updatedAt(),
                use,
                row.bucket(),
                waivers,
                settings);
    }

    /**
     * What a plan would lead to. What it does not reconcile stays as it was observed.
     *
     * @param existing the environment as it is; null: it would be new
     * @param documents those that would be in force, by the resource as plans name it
     */
    static ComplianceSubject planned(
            EnvironmentSpec spec,
            Map<String, String> documents,
            @Nullable ComplianceSubject existing,
            @Nullable Environment environment,
            ComplianceSubject.Settings settings) {
        PolicyDocument trust = document(documents, "role " + spec.names().role());
        Map<ResourceKind, ReadPolicy> policies = new EnumMap<>(ResourceKind.class);
        for (ResourceKind kind : ResourceKind.POLICIES) {
            String name = ManagedPolicies.name(spec, kind);
            PolicyDocument document = document(documents, "policy " + name);
            if (document != null) {
                policies.put(kind, ReadPolicy.of(name, document));
            }
        }
        ProviderIntegration integration =
                environment == null ? null : environment.desired().integration();
        Optional<TrustedPrincipal> expected = integration != null
                ? Optional.of(integration.principal())
                : Optional.ofNullable(trust).flatMap(TrustParser::principalOf);
        return new ComplianceSubject(
                spec,
                EnvironmentState.PROVISIONING,
                false,
                true,
                expected.orElse(null),
                expected.isPresent(),
                existing == null ? null : existing.trustedSince(),
                trust == null ? null : ReadTrust.of(trust),
                policies,
                existing == null
                        ? List.of()
                        : existing.differences().stream()
                                .filter(it -> !it.kind().isRepairable())
                                .toList(),
                null,
                settings.now(),
                existing == null ? StoredUse.NOTHING : existing.use(),
                VerifiedBucket.NOTHING,
                existing == null ? List.of() : existing.waivers(),
                settings);
    }

    private static @Nullable PolicyDocument document(Map<String, String> documents, String resource) {
        String json = documents.get(resource);
        return json == null ? null : new PolicyDocument(json);
    }

    /** An adopted trust that is still in force is not known, nor is that of a role that is not ours, or not there. */
    private static @Nullable ReadTrust trust(Environment environment, DesiredIam iam, List<Difference> differences) {
        String role = "role " + iam.roleName();
        boolean isAdopted = environment.observed().trusted() == null
                && environment.observed().admitted().isPresent();
        if (isAdopted || isGone(differences, role, Kind.ROLE_MISSING)) {
            return null;
        }
        return ReadTrust.of(found(differences, role, Kind.TRUST_CHANGED, Kind.PRINCIPAL_DELETED)
                .orElseGet(iam::trust));
    }

    private static Map<ResourceKind, ReadPolicy> policies(
            Environment environment, DesiredIam iam, List<Difference> differences) {
        Map<ResourceKind, ReadPolicy> policies = new EnumMap<>(ResourceKind.class);
        for (ResourceKind kind : ResourceKind.POLICIES) {
            String name = ManagedPolicies.name(iam.spec(), kind);
            if (environment.observed().resources().arn(kind) != null
                    && !isGone(differences, "policy " + name, Kind.POLICY_MISSING)) {
                policies.put(
                        kind,
                        ReadPolicy.of(
                                name,
                                found(differences, "policy " + name, Kind.DOCUMENT_CHANGED, Kind.DOCUMENT_CHANGED)
                                        .orElseGet(() -> iam.document(kind))));
            }
        }
        return policies;
    }

    private static boolean isGone(List<Difference> differences, String resource, Kind missing) {
        return differences.stream()
                .anyMatch(it -> it.resource().equals(resource) && (it.kind() == missing || it.kind() == Kind.NOT_OURS));
    }

    private static Optional<PolicyDocument> found(
            List<Difference> differences, String resource, Kind kind, Kind otherKind) {
        return differences.stream()
                .filter(it -> it.resource().equals(resource) && (it.kind() == kind || it.kind() == otherKind))
                .map(Difference::actual)
                .filter(Objects::nonNull)
                .findFirst()
                .map(PolicyDocument::new);
    }

    private static @Nullable Condition inSync(ComplianceRow row, ComplianceSubject.Settings settings) {
        Environment environment = row.environment();
        Instant oldest = settings.now().minus(settings.staleAfter());
        return AccountSweepReport.shown(row.sweep(), environment, environment.conditionsAt(settings.now()), oldest)
                .all()
                .stream()
                .filter(it -> it.type() == Condition.ConditionType.InSync)
                .findFirst()
                .orElse(null);
    }
}
