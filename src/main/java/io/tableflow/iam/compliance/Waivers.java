package io.tableflow.iam.compliance;

import io.tableflow.iam.ComplianceProperties;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests, approves and withdraws waivers. A waiver hides no finding, and stops no repair. */
@Service
@Transactional
public class Waivers {

    /** How many waivers of an environment are listed. */
    public static final int LISTED = 100;

    private final WaiverRepository waivers;
    private final EnvironmentRepository environments;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ComplianceProperties settings;

    Waivers(
            WaiverRepository waivers,
            EnvironmentRepository environments,
            ApplicationEventPublisher events,
            Clock clock,
            TableflowProperties properties) {
        this.waivers = waivers;
        this.environments = environments;
        this.events = events;
        this.clock = clock;
        this.settings = properties.compliance();
    }

    /**
     * Requests a waiver. The same terms again change nothing, except that somebody else than the requester approves by them
     * what waits for approval. Other terms replace the waiver before.
     *
     * @throws EnvironmentException if there is no such environment
     * @throws WaiverException if it is refused
     */
    public Waiver request(String name, String rule, Waiver.Terms terms, String caller) {
        requireWaivable(rule);
        Environment environment = environments.lockByName(name).orElseThrow(() -> EnvironmentException.notFound(name));
        Instant now = clock.instant();
        requireEnd(terms.until(), now);
        Optional<Waiver> open = waivers.open(environment.id(), rule);
        if (open.isPresent() && open.get().hasTerms(terms)) {
            return approved(open.get(), caller, now);
        }
        open.ifPresent(before -> {
            before.end(Waiver.State.REPLACED, caller, now);
            waivers.saveAndFlush(before);
        });
        Waiver requested = waivers.saveAndFlush(new Waiver(environment, rule, terms, caller, now));
        publish(AuditEventType.WAIVER_REQUESTED, requested, caller, now);
        return requested;
    }

    private Waiver approved(Waiver waiver, String caller, Instant now) {
        if (state(waiver) != Waiver.State.PENDING || waiver.requestedBy().equals(caller)) {
            return waiver;
        }
        waiver.approve(caller, now);
        publish(AuditEventType.WAIVER_APPROVED, waiver, caller, now);
        return waivers.saveAndFlush(waiver);
    }

    /**
     * Withdraws a rule's waiver, if there is one.
     *
     * @throws EnvironmentException if there is no such environment
     * @throws WaiverException if there is no such rule
     */
    public void withdraw(String name, String rule, String caller) {
        if (RuleCatalogue.find(rule).isEmpty()) {
            throw WaiverException.noRule(rule);
        }
        Environment environment = environments.lockByName(name).orElseThrow(() -> EnvironmentException.notFound(name));
        Instant now = clock.instant();
        waivers.open(environment.id(), rule).ifPresent(waiver -> {
            waiver.end(Waiver.State.WITHDRAWN, caller, now);
            waivers.saveAndFlush(waiver);
            publish(AuditEventType.WAIVER_WITHDRAWN, waiver, caller, now);
        });
    }

    /** The latest waivers of an environment, {@value #LISTED} at most, the newest first, also those that are over. */
    @Transactional(readOnly = true)
    public List<Waiver> of(UUID environment) {
        return waivers.all(environment, Limit.of(LISTED));
    }

    /** What has become of a waiver. */
    public Waiver.State state(Waiver waiver) {
        return waiver.state(settings.waiverApproval(), clock.instant());
    }

    private static void requireWaivable(String id) {
        ComplianceRule rule = RuleCatalogue.find(id).orElseThrow(() -> WaiverException.noRule(id));
        if (!rule.isWaivable()) {
            throw WaiverException.notWaivable(rule);
        }
    }

    private void requireEnd(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw WaiverException.end("must be in the future");
        }
        if (until.isAfter(now.plus(settings.longestWaiver()))) {
            throw WaiverException.end(
                    "must be at most " + settings.longestWaiver().toDays() + " days ahead");
        }
    }

    private void publish(AuditEventType type, Waiver waiver, String caller, Instant now) {
        events.publishEvent(new WaiverEvent(type, waiver, caller, waiver.state(settings.waiverApproval(), now)));
    }
}
