package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.audit.ChainVerification;
import io.tableflow.iam.audit.ChainVerifier;
import io.tableflow.iam.audit.SealingWorker;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The proof. */
@RestController
@Tag(name = "Audit")
class VerificationController {

    private final SealingWorker sealing;
    private final ChainVerifier verifier;

    /** It reads the whole trail: one at a time is enough for a node. */
    private final Semaphore turn = new Semaphore(1);

    VerificationController(SealingWorker sealing, ChainVerifier verifier) {
        this.sealing = sealing;
        this.verifier = verifier;
    }

    @GetMapping("/events/verification")
    @Operation(
            operationId = "verifyEvents",
            summary = "Recompute the chain",
            description =
                    "Reads the whole audit trail and recomputes its hashes: whoever altered, removed or inserted a line in"
                            + " the database, behind the service's back, is found out, with the place. The answer is 200 in"
                            + " either case; look at `valid`. It takes some seconds for a million lines.")
    @ApiSuccess(
            value = "What came of it.",
            examples = {"audit-valid", "audit-broken"})
    ChainVerification verify() {
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
