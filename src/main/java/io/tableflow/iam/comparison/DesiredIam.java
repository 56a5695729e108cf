package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The desired IAM of an environment.
 *
 * @param integration whom the trust lets in; null: nobody
 * @param retiredTags the keys of tags that are to be removed
 * @param knownVersions the versions of the policies that we last put in force
 */
public record DesiredIam(
        EnvironmentSpec spec,
        AwsAccount account,
        OwnershipTags ownership,
        @Nullable ProviderIntegration integration,
        Collection<String> retiredTags,
        Map<ResourceKind, String> knownVersions) {

    /** The state that the last completed workflow left, which is what must be there now. */
    public static DesiredIam asEstablished(Environment environment, AwsAccount account) {
        return of(
                environment, environment.spec(), account, environment.observed().trusted());
    }

    /** The state that a workflow reconciles to, including the trust of the latest integration. */
    public static DesiredIam asRequested(Environment environment, AwsAccount account) {
        return of(
                environment, environment.spec(), account, environment.desired().integration());
    }

    /** The state that another spec of the environment would lead to. */
    public static DesiredIam asPlanned(Environment environment, EnvironmentSpec spec, AwsAccount account) {
        return of(environment, spec, account, environment.desired().integration());
    }

    /** The state of an environment that does not exist yet, and owns nothing. */
    public static DesiredIam asNew(EnvironmentSpec spec, AwsAccount account) {
        return new DesiredIam(
                spec, account, new OwnershipTags(spec.name(), UUID.randomUUID()), null, List.of(), Map.of());
    }

    /** The same with another trust. */
    public DesiredIam trusting(@Nullable ProviderIntegration other) {
        return new DesiredIam(spec, account, ownership, other, retiredTags, knownVersions);
    }

    private static DesiredIam of(
            Environment environment,
            EnvironmentSpec spec,
            AwsAccount account,
            @Nullable ProviderIntegration integration) {
        return new DesiredIam(
                spec,
                account,
                new OwnershipTags(environment.name(), environment.id()),
                integration,
                retired(environment, spec),
                ManagedPolicies.versions(environment));
    }

    private static Collection<String> retired(Environment environment, EnvironmentSpec spec) {
        return Stream.concat(environment.desired().retiredTags().stream(), environment.spec().tags().keySet().stream())
                .filter(tag -> !spec.tags().containsKey(tag))
                .toList();
    }

    public String roleName() {
        return spec.names().role();
    }

    public PolicyDocument trust() {
        return DesiredPolicies.trust(spec, integration);
    }

    public @Nullable TrustedPrincipal principal() {
        return integration == null ? null : integration.principal();
    }

    public PolicyDocument document(ResourceKind kind) {
        return ManagedPolicies.document(spec, kind, account);
    }

    public String policyArn(ResourceKind kind) {
        return ManagedPolicies.arn(spec, kind, account);
    }

    public Duration maxSession() {
        return Duration.ofSeconds(spec.maxSessionDurationSeconds());
    }

    public Map<String, String> tags() {
        return ownership.tagsWith(spec.tags());
    }

    public boolean owns(Map<String, String> liveTags) {
        return ownership.owns(liveTags);
    }
}
