package io.tableflow.iam.compliance;

import io.tableflow.iam.ComplianceProperties;
import io.tableflow.iam.accessreview.StoredUse;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an environment: what it is to be, and what was last observed of it.
 *
 * @param roleExists whether the role has existed, or would
 * @param expected whom the trust may let in; null: nobody
 * @param hasIntegration whether a provider integration is known
 * @param trustedSince since when the trust lets somebody in; null: it lets in nobody
 * @param trust null: there is no role of ours, or its trust is not known
 * @param policies the documents in force, of those policies that exist
 * @param differences those between desired and observed IAM
 * @param inSync the condition; null: nothing was compared yet
 * @param lastWritten when anything of it last changed
 * @param use what is known of the use of the role
 * @param bucket what is known of the bucket
 * @param waivers the waivers that were not withdrawn or replaced
 */
record ComplianceSubject(
        EnvironmentSpec spec,
        EnvironmentState state,
        boolean isComparable,
        boolean roleExists,
        @Nullable TrustedPrincipal expected,
        boolean hasIntegration,
        @Nullable Instant trustedSince,
        @Nullable ReadTrust trust,
        Map<ResourceKind, ReadPolicy> policies,
        List<Difference> differences,
        @Nullable Condition inSync,
        Instant lastWritten,
        StoredUse use,
        VerifiedBucket bucket,
        List<Waiver> waivers,
        Settings settings) {

    /**
     * By what it is judged.
     *
     * @param principalAccounts the accounts of Confluent's; empty: any
     * @param reviewEvery how long after it was opened a role is to be reviewed first
     * @param staleAfter how old a comparison with live IAM may be
     */
    record Settings(
            ComplianceProperties compliance,
            List<String> principalAccounts,
            Duration reviewEvery,
            Duration staleAfter,
            Instant now) {}

    /** The differences of these kinds. */
    List<Difference> differences(Difference.Kind first, Difference.Kind... more) {
        Set<Difference.Kind> kinds = EnumSet.of(first, more);
        return differences.stream().filter(it -> kinds.contains(it.kind())).toList();
    }

    boolean differs(Difference.Kind first, Difference.Kind... more) {
        return !differences(first, more).isEmpty();
    }

    Instant now() {
        return settings.now();
    }
}
