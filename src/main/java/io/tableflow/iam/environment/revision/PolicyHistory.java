package io.tableflow.iam.environment.revision;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.PolicyApplied;
import io.tableflow.iam.environment.event.ResourceEvent.Revision;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores every document that was applied. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class PolicyHistory {

    private final PolicyRevisionRepository revisions;
    private final EntityManager entities;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PolicyHistory(
            PolicyRevisionRepository revisions, EntityManager entities, ApplicationEventPublisher events, Clock clock) {
        this.revisions = revisions;
        this.entities = entities;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records that a document is in force in IAM. It makes no new revision if the document has the same meaning to IAM
     * as the previous one, which is also the case when a step runs twice because its first outcome was lost.
     *
     * @param appliedBy the caller whose request it serves
     */
    public void applied(
            Environment environment, PolicyKind policy, PolicyDocument document, String appliedBy, String reason) {
        Optional<PolicyRevision> latest = latest(environment, policy);
        if (latest.isPresent() && latest.get().document().sameAs(document)) {
            return;
        }
        int number = latest.map(PolicyRevision::number).orElse(0) + 1;
        entities.persist(new PolicyRevision(environment, policy, number, document, clock.instant(), appliedBy, reason));
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
