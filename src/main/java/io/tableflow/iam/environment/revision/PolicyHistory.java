package io.tableflow.iam.environment.revision;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps every document that was applied. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class PolicyHistory {

    private final PolicyRevisionRepository revisions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PolicyHistory(PolicyRevisionRepository revisions, ApplicationEventPublisher events, Clock clock) {
        this.revisions = revisions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Notes that a document is in force in IAM. A step that ran twice, since nobody heard its first answer, makes one
     * revision; and so does a document that means the same to IAM as the one before, since it was not written there.
     *
     * @param appliedBy whose request it serves
     */
    public void applied(
            Environment environment, PolicyKind policy, PolicyDocument document, String appliedBy, String reason) {
        Optional<PolicyRevision> latest = latest(environment, policy);
        if (latest.isPresent() && latest.get().document().sameAs(document)) {
            return;
        }
        int number = latest.map(PolicyRevision::number).orElse(0) + 1;
        revisions.save(new PolicyRevision(environment, policy, number, document, clock.instant(), appliedBy, reason));
        events.publishEvent(EnvironmentEvent.of(
                        EnvironmentEvent.Type.POLICY_APPLIED,
                        environment,
                        appliedBy,
                        Map.of("policy", policy.name(), "revision", Integer.toString(number), "reason", reason))
                .because(reason)
                .changing(
                        latest.map(it -> revision(it.number(), it.document())).orElse(null),
                        revision(number, document)));
    }

    /** The document itself is kept with the revision; its hash proves that it is still the one that was applied. */
    private static Map<String, Object> revision(int number, PolicyDocument document) {
        return Map.of("revision", number, "sha256", Sha256.sha256Hex(document.json()));
    }

    @Transactional(readOnly = true)
    public Optional<PolicyRevision> latest(Environment environment, PolicyKind policy) {
        return revisions.findFirstByEnvironmentIdAndPolicyOrderByNumberDesc(environment.id(), policy);
    }
}
