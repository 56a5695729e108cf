package io.tableflow.iam.environment;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where repairs are asked for, by callers and by the service itself. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReconcileRequests {

    private final EnvironmentLifecycle flow;
    private final Clock clock;

    ReconcileRequests(EnvironmentLifecycle flow, Clock clock) {
        this.flow = flow;
        this.clock = clock;
    }

    /**
     * Has live IAM compared with what the environment's row asks for, and put right. What has failed is begun anew.
     *
     * @param environment a row that is locked
     */
    public void ask(Environment environment, String by, String reason) {
        Instant now = clock.instant();
        environment.requestReconcile(new ReconcileRequest(now, by, reason), now);
        flow.proceed(environment);
    }
}
