package io.tableflow.iam.api.audit;

import io.tableflow.iam.audit.ChainValidator;
import io.tableflow.iam.audit.SealingWorker;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Validates the chain of the audit trail. */
@RestController
class ChainValidationController implements ChainValidationApi {

    private final SealingWorker sealing;
    private final ChainValidator validator;

    /** A validation reads the whole trail, so a node runs one at a time. */
    private final Semaphore turn = new Semaphore(1);

    ChainValidationController(SealingWorker sealing, ChainValidator validator) {
        this.sealing = sealing;
        this.validator = validator;
    }

    @Override
    @GetMapping("/events/verification")
    public ChainValidationView validate() {
        if (!turn.tryAcquire()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The trail is being verified already; ask again.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            sealing.sealNow();
            return ChainValidationView.of(validator.validate());
        } finally {
            turn.release();
        }
    }
}
