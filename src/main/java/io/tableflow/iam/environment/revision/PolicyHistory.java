package io.tableflow.iam.environment.revision;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.PolicyApplied;
import io.tableflow.iam.environment.event.ResourceEvent.Revision;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores every document that was applied. It does so past Hibernate: a query of Hibernate's would first write the rows
 * that the transaction has changed so far, which then are written again.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class PolicyHistory {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PolicyHistory(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
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
        Optional<Revision> latest = latest(environment, policy);
        if (latest.isPresent() && latest.get().document().sameAs(document)) {
            return;
        }
        Revision revision = new Revision(latest.map(Revision::number).orElse(0) + 1, document);
        insert(environment, policy, revision, appliedBy, reason);
        events.publishEvent(
                new PolicyApplied(Source.of(environment), appliedBy, reason, policy, latest.orElse(null), revision));
    }

    /** The document in force; empty before the first. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Revision> latest(Environment environment, PolicyKind policy) {
        return jdbc.sql("""
                        select number, document from policy_revision
                        where environment_id = :environment and policy = :policy
                        order by number desc
                        limit 1
                        """)
                .param("environment", environment.id())
                .param("policy", policy.name())
                .query((row, number) ->
                        new Revision(row.getInt("number"), new PolicyDocument(row.getString("document"))))
                .optional();
    }

    private void insert(
            Environment environment, PolicyKind policy, Revision revision, String appliedBy, String reason) {
        jdbc.sql("""
                        insert into policy_revision (id, environment_id, environment_name, policy, number, document,
                                                     applied_at, applied_by, reason)
                        values (:id, :environment, :name, :policy, :number, :document, :at, :by, :reason)
                        """)
                .param("id", UUID.randomUUID())
                .param("environment", environment.id())
                .param("name", environment.name())
                .param("policy", policy.name())
                .param("number", revision.number())
                .param("document", revision.document().json())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", appliedBy)
                .param("reason", reason)
                .update();
    }
}
