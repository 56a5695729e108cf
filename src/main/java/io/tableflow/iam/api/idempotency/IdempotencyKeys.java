package io.tableflow.iam.api.idempotency;

import io.tableflow.iam.access.CallerAuthentication;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets callers repeat a POST without its effect being repeated: the {@code Idempotency-Key} header. A key belongs to its
 * caller and stands for one request; the answer to it is kept for a day, in the transaction that did the work.
 */
@Component
public class IdempotencyKeys {

    /** The header that callers send. */
    public static final String HEADER = "Idempotency-Key";

    /** The header that marks an answer as an earlier one. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,255}");

    private final IdempotencyRepository records;
    private final StoredResponseMapper answers;
    private final RequestFingerprint fingerprints;
    private final TransactionTemplate transaction;

    IdempotencyKeys(
            IdempotencyRepository records,
            StoredResponseMapper answers,
            RequestFingerprint fingerprints,
            PlatformTransactionManager transactions) {
        this.records = records;
        this.answers = answers;
        this.fingerprints = fingerprints;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Does the work of the current request, unless it has been done under this key before: then its answer is given
     * again. Work and answer are stored in one transaction; work that throws leaves nothing behind.
     *
     * <p>The answer is for the caller: hand it on and don't look into its body, which is JSON already.
     *
     * @param key the {@value #HEADER} header; without it the work is simply done, in a transaction
     * @param request the body that was read, which with method and path tells one request from another
     * @param work must be quick and call nothing but the database
     * @throws ProblemException 400 for a key that is none, 409 while the key is in flight, 422 if it stands for another
     *     request
     */
    public <T> ResponseEntity<T> once(@Nullable String key, Object request, Supplier<ResponseEntity<T>> work) {
        if (key == null) {
            return transaction.execute(status -> work.get());
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(HEADER, "must be 1 to 255 printable ASCII characters");
        }
        IdempotencyRepository.Id id = new IdempotencyRepository.Id(CallerAuthentication.identityOfCaller(), key);
        byte[] fingerprint = fingerprints.of(request);
        StoredResponse answer = transaction.execute(status -> answer(id, fingerprint, work));
        return answers.toResponse(answer);
    }

    private StoredResponse answer(
            IdempotencyRepository.Id id, byte[] fingerprint, Supplier<? extends ResponseEntity<?>> work) {
        if (!records.lock(id)) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                            "Ask again in a moment, with the same key, for its answer.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        StoredResponse earlier = records.find(id).orElse(null);
        if (earlier == null) {
            StoredResponse answer = answers.of(work.get(), fingerprint);
            records.store(id, answer);
            return answer;
        }
        if (!earlier.isTo(fingerprint)) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "Method, path, query or body differ from the request that came first. Use a new key.");
        }
        return earlier.again();
    }
}
