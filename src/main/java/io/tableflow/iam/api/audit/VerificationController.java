package io.tableflow.iam.api.audit;

import io.tableflow.iam.audit.ChainVerification;
import io.tableflow.iam.audit.ChainVerifier;
import io.tableflow.iam.audit.SealingWorker;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Validates the chain of the audit trail. */
@RestController
class VerificationController implements VerificationApi {

    private final SealingWorker sealing;
    private final ChainVerifier verifier;

    /** A validation reads the whole trail, so a node runs one at a time. */
    private final Semaphore turn = new Semaphore(1);

    VerificationController(SealingWorker sealing, ChainVerifier verifier) {
        this.sealing = sealing;
        this.verifier = verifier;
    }

    @Override
    @GetMapping("/events/verification")
    public ChainVerification verify() {
        if (!turn.tryAcquire()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The trail is being verified already; ask again.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            sealing.sealNow();
            return verifier.verify();
        } finally {
            turn.release();
        }
    }
}
