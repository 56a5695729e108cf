package io.tableflow.iam.environment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what came of comparing environments with live IAM, and says so where it is news. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class DriftHistory {

    private final Drifts drifts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DriftHistory(Drifts drifts, ApplicationEventPublisher events, Clock clock) {
        this.drifts = drifts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Notes what a comparison came to: for {@code GET .../drift}, in the {@code InSync} condition, and in the audit trail
     * if it differs from what was known.
     *
     * @param answers the request that stood on the row when the comparison began: satisfied if nothing of ours differs
     */
    public void compared(Environment environment, List<Difference> differences, @Nullable RepairRequest answers) {
        Instant now = clock.instant();
        boolean isNews = !differences.isEmpty()
                && !differences.equals(
                        latest(environment).map(Drift::differences).orElse(List.of()));
        drifts.save(new Drift(environment.id(), differences, now));
        environment.compared(differences, answers, now);
        if (isNews) {
            events.publishEvent(EnvironmentEvent.of(
                    EnvironmentEvent.Type.DRIFT_FOUND,
                    environment,
                    EnvironmentEvent.SERVICE,
                    Map.of(
                            "differences",
                            Difference.summary(differences),
                            "critical",
                            Boolean.toString(differences.stream().anyMatch(Difference::critical)))));
        }
    }

    /** The latest comparison; empty before the first. */
    @Transactional(readOnly = true)
    public Optional<Drift> latest(Environment environment) {
        return drifts.findById(environment.id());
    }
}
