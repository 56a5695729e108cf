package io.tableflow.iam.api.idempotency;

import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.environment.ExpectedRevision.Revision;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The {@code Idempotency-Key} header, by which callers can repeat a POST without repeating its effect. A key belongs to
 * its caller and identifies one request. The answer is stored for a day, in the transaction that did the work.
 */
@Component
public class IdempotencyKeys {

    /** The header that callers send. */
    public static final String HEADER = "Idempotency-Key";

    /** The header of an answer that was stored before. */
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
     * Does the work of the current request, or returns the stored answer if it was done under this key before. Work and
     * answer are stored in one transaction; work that throws stores nothing.
     *
     * <p>Return the result to the caller without reading its body, which is already JSON.
     *
     * @param key the {@value #HEADER} header; without it the work is just done, in a transaction
     * @param request the parsed body, which identifies the request together with method and path
     * @param stillExists whether the environment with that id, which the stored answer tells of, still is what the answer
     *     says; if not, the answer is void, and the work is done anew
     * @param work must be quick, and call nothing but the database
     * @throws ProblemException 400 if the key is malformed, 409 if a request with the key is in progress, 422 if the
     *     key was used for another request
     */
    public <T> ResponseEntity<T> once(
            @Nullable String key, Object request, Predicate<UUID> stillExists, Supplier<ResponseEntity<T>> work) {
        if (key == null) {
            return transaction.execute(status -> work.get());
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(HEADER, "must be 1 to 255 printable ASCII characters");
        }
        IdempotencyRepository.Id id =
                new IdempotencyRepository.Id(Caller.current().name(), key);
        byte[] fingerprint = fingerprints.of(request);
        StoredResponse answer = transaction.execute(status -> answer(id, fingerprint, stillExists, work));
        return answers.toResponse(answer);
    }

    private StoredResponse answer(
            IdempotencyRepository.Id id,
            byte[] fingerprint,
            Predicate<UUID> stillExists,
            Supplier<? extends ResponseEntity<?>> work) {
        if (!records.lock(id)) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                            "Ask again in a moment, with the same key, for its answer.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        StoredResponse earlier = records.find(id).orElse(null);
        if (earlier == null || (earlier.isTo(fingerprint) && !isValid(earlier, stillExists))) {
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

    /** An answer without a tag of ours tells of no environment that could be gone. */
    private static boolean isValid(StoredResponse answer, Predicate<UUID> stillExists) {
        return answer.headers().getOrDefault(HttpHeaders.ETAG, List.of()).stream()
                .flatMap(tag -> Etags.revision(tag).stream())
                .map(Revision::environment)
                .allMatch(stillExists);
    }
}
