package io.tableflow.iam.environment;

import io.tableflow.iam.workflow.SubjectLock;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where the service itself asks for repairs. Callers do it by {@code POST .../reconcile}. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Repairs {

    /** In all others a workflow is under way, or somebody must help first. */
    private static final Set<EnvironmentState> AT_REST =
            EnumSet.of(EnvironmentState.AWAITING_INTEGRATION, EnvironmentState.ACTIVE);

    private final Environments environments;
    private final EnvironmentFlow flow;
    private final SubjectLock lock;
    private final Clock clock;

    Repairs(Environments environments, EnvironmentFlow flow, SubjectLock lock, Clock clock) {
        this.environments = environments;
        this.flow = flow;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Has live IAM compared with what the environment's row asks for, and put right, if the environment is at rest.
     *
     * @return whether it was asked for
     */
    public boolean ask(String name, String reason) {
        lock.acquire(name);
        return environments
                .findByName(name)
                .filter(environment -> AT_REST.contains(environment.state()))
                .map(environment -> {
                    ask(environment, EnvironmentEvent.SERVICE, reason);
                    return true;
                })
                .orElse(false);
    }

    /** The same in whatever state, on a row that is locked. */
    void ask(Environment environment, String by, String reason) {
        Instant now = clock.instant();
        environment.requestRepair(new RepairRequest(now, by, reason), now);
        flow.proceed(environment);
    }
}
