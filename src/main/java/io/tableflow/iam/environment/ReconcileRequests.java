package io.tableflow.iam.environment;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Accepts requests to reconcile, from callers and from the service itself. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReconcileRequests {

    private final EnvironmentLifecycle lifecycle;
    private final Clock clock;

    ReconcileRequests(EnvironmentLifecycle lifecycle, Clock clock) {
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    /**
     * Has live IAM reconciled. After a failure, this starts again from the first step.
     *
     * @param environment a row that is locked
     */
    public void request(Environment environment, String by, String reason) {
        Instant now = clock.instant();
        environment.requestReconcile(new ReconcileRequest(now, by, reason), now);
        lifecycle.proceed(environment);
    }
}
