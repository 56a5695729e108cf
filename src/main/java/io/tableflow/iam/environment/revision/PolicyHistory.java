package io.tableflow.iam.environment.revision;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.PolicyApplied;
import io.tableflow.iam.environment.event.ResourceEvent.Revision;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Clock;
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
        events.publishEvent(new PolicyApplied(
                Source.of(environment),
                appliedBy,
                reason,
                policy,
                latest.map(it -> new Revision(it.number(), it.document())).orElse(null),
                new Revision(number, document)));
    }

    @Transactional(readOnly = true)
    public Optional<PolicyRevision> latest(Environment environment, PolicyKind policy) {
        return revisions.findFirstByEnvironmentIdAndPolicyOrderByNumberDesc(environment.id(), policy);
    }
}
