package io.tableflow.iam.verification;

import io.tableflow.iam.environment.Environment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Verifies environments. */
@Component
public class EnvironmentVerification {

    private final EnvironmentVerifier verifier;
    private final VerificationReports reports;
    private final Clock clock;

    EnvironmentVerification(EnvironmentVerifier verifier, VerificationReports reports, Clock clock) {
        this.verifier = verifier;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Verifies an environment by what is live, outside any transaction, and stores the report. It takes ten seconds at most, and fails
     * neither where AWS does not answer nor where it refuses: the checks then say so.
     *
     * @param by the caller
     */
    public VerificationReport verify(Environment environment, String by) {
        Instant begin = clock.instant();
        List<CheckResult> checks = verifier.verify(environment);
        VerificationReport report = new VerificationReport(
                environment.id(), environment.desired().generations().generation(), begin, clock.instant(), checks);
        reports.store(environment, report, by);
        return report;
    }
}
