package io.tableflow.iam.adoption;

import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.policy.trust.TrustExposure;
import io.tableflow.iam.policy.trust.TrustParser;
import io.tableflow.iam.policy.trust.TrustRestrictions;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides which live trust stays in force when its role is adopted: one that only lets in what a callback could have
 * named, which is one role of an allowed account, with an external id. Any other trust that lets somebody in is replaced by
 * deny-all if the spec says so; otherwise its role is not adopted.
 */
@Component
public class TrustRetention {

    private final PrincipalAllowList allowed;
    private final Clock clock;

    TrustRetention(PrincipalAllowList allowed, Clock clock) {
        this.allowed = allowed;
        this.clock = clock;
    }

    /** The integration that a trust describes; empty if the trust is not retained. */
    public Optional<ProviderIntegration> of(String role, PolicyDocument trust) {
        return TrustParser.principalOf(trust)
                .filter(principal -> objection(principal, role).isEmpty())
                .map(principal -> ProviderIntegration.ofTrust(principal, role, clock.instant()));
    }

    /**
     * Why a role must not be adopted for its trust: somebody gets in today who would be shut out, and the spec does not say
     * that they are to be. Empty: it may.
     */
    public Optional<WorkflowProblem> obstacle(EnvironmentSpec spec, String role, PolicyDocument trust) {
        return spec.revokeExistingAccess()
                ? Optional.empty()
                : whyNotRetained(role, trust).map(why -> OwnershipProblems.trustLetsInOthers(role, trust, why));
    }

    /** What happens to a trust, in a sentence; empty if it lets in nobody. */
    public Optional<String> inWords(String role, PolicyDocument trust) {
        if (!TrustExposure.letsOthersIn(trust, null)) {
            return Optional.empty();
        }
        String now = "Of role " + role + ", " + TrustDescription.of(trust);
        return Optional.of(whyNotRetained(role, trust)
                .map(why -> now + ": that trust is not kept, and would be set to deny everyone. " + why)
                .orElse(now + ": that stays so without a break, and becomes the integration."));
    }

    /**
     * That a trust which is retained is written anew without some of its conditions, in a sentence: then whoever it lets in comes
     * in more often than today. Empty: it loses none, or is not retained.
     */
    public Optional<String> lostConditions(EnvironmentSpec spec, String role, PolicyDocument trust) {
        return of(role, trust)
                .map(retained -> TrustRestrictions.lost(trust, DesiredPolicies.trust(spec, retained)))
                .filter(lost -> !lost.isEmpty())
                .map(lost -> "The trust of role " + role + " has conditions that the spec has not: "
                        + String.join("; ", lost) + ". The trust is written anew without them, so its principal could"
                        + " then assume the role where they prevent that today. If they are to stay, have them in"
                        + " trustConditions, which takes aws:SourceIp and aws:CurrentTime; with others, do not adopt the"
                        + " role.");
    }

    /** Empty: it is retained, or lets in nobody. */
    private Optional<String> whyNotRetained(String role, PolicyDocument trust) {
        if (!TrustExposure.letsOthersIn(trust, null)) {
            return Optional.empty();
        }
        return TrustParser.principalOf(trust)
                .map(principal -> objection(principal, role))
                .orElse(Optional.of("Only a trust for one role of another account with an external id, and for nobody"
                        + " else, is kept."));
    }

    private Optional<String> objection(TrustedPrincipal principal, String role) {
        RoleArn ours = RoleArn.parse(role).orElseThrow();
        return principal.role().partition().equals(ours.partition())
                ? allowed.objection(principal.role(), ours)
                : Optional.of("The principal is in another partition.");
    }
}
