package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.DesiredPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.environment.Integration;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.Ownership;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to stand in IAM for an environment.
 *
 * @param integration whom the trust is to let in; null: nobody
 * @param retiredTags the keys of tags that are to be there no more
 * @param knownVersions the versions of the policies in which we last put a document in force
 */
public record Wanted(
        EnvironmentSpec spec,
        AwsAccount account,
        Ownership ownership,
        @Nullable Integration integration,
        Collection<String> retiredTags,
        Map<PolicyKind, String> knownVersions) {

    /** What stood when our last workflow was done, which is what has to be there now. */
    public static Wanted asEstablished(Environment environment, AwsAccount account) {
        return of(environment, environment.spec(), account, environment.trusted());
    }

    /** What a workflow brings about: the trust of the latest integration, too. */
    static Wanted asAsked(Environment environment, AwsAccount account) {
        return of(environment, environment.spec(), account, environment.integration());
    }

    /** What another spec of an environment would bring about. */
    static Wanted asPlanned(Environment environment, EnvironmentSpec spec, AwsAccount account) {
        return of(environment, spec, account, environment.integration());
    }

    /** An environment that is not there yet: it owns nothing. */
    static Wanted asNew(EnvironmentSpec spec, AwsAccount account) {
        return new Wanted(spec, account, new Ownership(spec.name(), UUID.randomUUID()), null, List.of(), Map.of());
    }

    /** The same with another trust. */
    Wanted trusting(@Nullable Integration other) {
        return new Wanted(spec, account, ownership, other, retiredTags, knownVersions);
    }

    private static Wanted of(
            Environment environment, EnvironmentSpec spec, AwsAccount account, @Nullable Integration integration) {
        return new Wanted(
                spec,
                account,
                new Ownership(environment.name(), environment.id()),
                integration,
                retired(environment, spec),
                ManagedPolicy.versions(environment));
    }

    private static Collection<String> retired(Environment environment, EnvironmentSpec spec) {
        return Stream.concat(environment.retiredTags().stream(), environment.spec().tags().keySet().stream())
                .filter(tag -> !spec.tags().containsKey(tag))
                .toList();
    }

    String roleName() {
        return spec.names().role();
    }

    PolicyDocument trust() {
        return DesiredPolicies.trust(spec, integration);
    }

    @Nullable
    TrustedPrincipal principal() {
        return integration == null ? null : integration.principal();
    }

    PolicyDocument document(PolicyKind kind) {
        return ManagedPolicy.document(spec, kind, account);
    }

    String policyArn(PolicyKind kind) {
        return ManagedPolicy.arn(spec, kind, account);
    }

    Duration maxSession() {
        return Duration.ofSeconds(spec.maxSessionDurationSeconds());
    }

    Map<String, String> tags() {
        return ownership.tagsWith(spec.tags());
    }

    boolean owns(Map<String, String> liveTags) {
        return ownership.owns(liveTags);
    }
}
