package io.tableflow.iam.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.web.ProblemException;
import io.tableflow.iam.web.ProblemType;
import io.tableflow.iam.web.openapi.Succeeds;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The proof. */
@RestController
@Tag(name = "Audit")
class VerificationController {

    private final Sealing sealing;
    private final ChainVerifier verifier;

    /** It reads the whole trail: one at a time is enough for a node. */
    private final Semaphore turn = new Semaphore(1);

    VerificationController(Sealing sealing, ChainVerifier verifier) {
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
    @Succeeds(
            value = "What came of it.",
            examples = {"audit-valid", "audit-broken"})
    Verification verify() {
        if (!turn.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The trail is being verified already; ask again.")
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
