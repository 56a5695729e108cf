package io.tableflow.iam.api.audit;

import io.tableflow.iam.audit.ChainValidationLog;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Validates the chain of the audit trail. */
@RestController
class ChainValidationController implements ChainValidationApi {

    private final ChainValidationLog validations;

    /** A validation reads the whole trail, so a node runs one at a time. */
    private final Semaphore turn = new Semaphore(1);

    ChainValidationController(ChainValidationLog validations) {
        this.validations = validations;
    }

    @Override
    @GetMapping("/events/verification")
    public ChainValidationView validate() {
        if (!turn.tryAcquire()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The trail is being verified already; ask again.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            return ChainValidationView.of(validations.validate());
        } finally {
            turn.release();
        }
    }
}
