package io.tableflow.iam.localaws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Handles a call: planned faults, authentication, the operation, the record, the answer. */
final class RequestHandler {

    private static final Map<AwsService, Map<String, Call.Operation>> OPERATIONS =
            Map.of(AwsService.IAM, IamService.operations(), AwsService.STS, StsService.operations());

    private final ReentrantLock lock = new ReentrantLock();
    private final List<RecordedCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final EmulatorState state;
    private final FaultPlan faults;

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int capacity = Integer.MAX_VALUE;
    private volatile RateLimit rate = new RateLimit(Integer.MAX_VALUE);
    private volatile CallListener watcher = CallListener.NOBODY;

    /** An answer that is ready to be sent. */
    record Answer(int status, String requestId, String body, Map<String, String> headers) {

        Answer(int status, String requestId, String body) {
            this(status, requestId, body, Map.of());
        }
    }

    RequestHandler(EmulatorState state, FaultPlan faults) {
        this.state = state;
        this.faults = faults;
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    int underWay() {
        return underWay.get();
    }

    Optional<String> trust(String account, String role) {
        lock.lock();
        try {
            return state.account(account).findRole(role).map(it -> it.trust().document());
        } finally {
            lock.unlock();
        }
    }

    void capacity(int calls) {
        capacity = calls;
    }

    void rate(int callsPerSecond) {
        rate = new RateLimit(callsPerSecond);
    }

    void watch(CallListener value) {
        watcher = value;
    }

    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    void forgetCalls() {
        calls.clear();
    }

    /** Answers a call; empty if a fault suppresses the answer. */
    Optional<Answer> serve(QueryRequest request) throws InterruptedException {
        CallFaults planned = faults.forCall(request);
        boolean isTooOften = !rate.allows();
        boolean isTooMuch = underWay.incrementAndGet() > capacity || isTooOften;
        try {
            return serve(request, isTooMuch ? planned.and(Fault.THROTTLE) : planned);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Optional<Answer> serve(QueryRequest request, CallFaults misbehaviour) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        watcher.before(request.action(), request.resources());
        misbehaviour.runBefore();
        misbehaviour.holdBack();
        if (misbehaviour.disconnects()) {
            calls.add(RecordedCall.of(request, state.now(), "", RecordedCall.DISCONNECTED, false, requestId));
            return Optional.empty();
        }
        Answer answer = lockedPerform(request, requestId, misbehaviour);
        watcher.after(request.action(), request.resources());
        misbehaviour.runAfter();
        misbehaviour.delay();
        return misbehaviour.losesAnswer() ? Optional.empty() : Optional.of(answer);
    }

    private Answer lockedPerform(QueryRequest request, String requestId, CallFaults misbehaviour) {
        lock.lock();
        try {
            return perform(request, requestId, misbehaviour);
        } finally {
            lock.unlock();
        }
    }

    private Answer perform(QueryRequest request, String requestId, CallFaults misbehaviour) {
        String account = "";
        String outcome = RecordedCall.OK;
        try {
            Caller caller = state.sessions().authenticate(request, state.now());
            account = caller.account();
            misbehaviour.refuse();
            return switch (request.service()) {
                case CLOUDTRAIL -> new Answer(200, requestId, TrailService.lookUp(request, caller, state));
                case S3 -> S3Service.answer(request, caller, state, requestId);
                case KMS ->
                    new Answer(
                            200,
                            requestId,
                            KmsService.answer(request, caller, state).toString());
                case GLUE, LAKE_FORMATION ->
                    new Answer(
                            200,
                            requestId,
                            CatalogService.answer(request, caller, state).toString());
                case IAM, STS -> {
                    XmlAnswer answer = new XmlAnswer();
                    run(new Call(request, caller, state, misbehaviour.visibility(state::now), answer));
                    yield new Answer(200, requestId, answer.success(request.service(), request.action(), requestId));
                }
            };
        } catch (AwsError error) {
            outcome = error.code();
            return new Answer(error.status(), requestId, failure(request.service(), error, requestId));
        } finally {
            boolean delivered = !misbehaviour.losesAnswer();
            calls.add(RecordedCall.of(request, state.now(), account, outcome, delivered, requestId));
        }
    }

    private static String failure(AwsService service, AwsError error, String requestId) {
        return switch (service) {
            case CLOUDTRAIL, KMS, GLUE, LAKE_FORMATION -> TrailService.failure(error);
            case S3 -> S3Service.failure(error, requestId);
            case IAM, STS -> XmlAnswer.failure(service, error, requestId);
        };
    }

    private static void run(Call call) {
        QueryRequest request = call.request();
        Call.Operation operation = Optional.ofNullable(
                        operations(request.service()).get(request.action()))
                .orElseThrow(() -> AwsError.invalidAction(request.action(), request.version()));
        try {
            operation.run(call);
        } catch (AwsError refusal) {
            throw refusal;
        } catch (RuntimeException defect) {
            throw AwsError.internalFailure(defect);
        }
    }

    private static Map<String, Call.Operation> operations(AwsService service) {
        return OPERATIONS.getOrDefault(service, Map.of());
    }
}
