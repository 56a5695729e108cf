package io.tableflow.iam.localaws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The faults that apply to one call. */
record CallFaults(List<Fault> faults) {

    /** These and one more. */
    CallFaults and(Fault another) {
        return new CallFaults(Stream.concat(faults.stream(), Stream.of(another)).toList());
    }

    private <T extends Fault> Stream<T> all(Class<T> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast);
    }

    void runBefore() {
        all(Fault.Before.class).forEach(hook -> hook.action().run());
    }

    void holdBack() throws InterruptedException {
        Thread.sleep(all(Fault.LandsAfter.class).map(Fault.LandsAfter::duration).reduce(Duration.ZERO, Duration::plus));
    }

    boolean disconnects() throws InterruptedException {
        List<Fault.Silence> silences = all(Fault.Silence.class).toList();
        for (Fault.Silence silence : silences) {
            Thread.sleep(silence.duration());
        }
        return !silences.isEmpty() || faults.contains(Fault.DISCONNECT);
    }

    void refuse() {
        all(Fault.Refusal.class).findFirst().ifPresent(refusal -> {
            throw new AwsError(refusal.status(), refusal.code(), refusal.message());
        });
    }

    Visibility visibility(Supplier<Instant> now) {
        Stream<Visibility> byTime = all(Fault.HiddenFor.class)
                .map(hidden -> Visibility.from(now.get().plus(hidden.duration()), now));
        Stream<Visibility> byReads =
                all(Fault.HiddenForReads.class).map(hidden -> Visibility.afterReads(hidden.reads()));
        return Stream.concat(byTime, byReads).findFirst().orElse(Visibility.IMMEDIATE);
    }

    void runAfter() {
        all(Fault.After.class).forEach(hook -> hook.action().run());
    }

    void delay() throws InterruptedException {
        Thread.sleep(all(Fault.Delay.class).map(Fault.Delay::duration).reduce(Duration.ZERO, Duration::plus));
    }

    boolean losesAnswer() {
        return faults.contains(Fault.LOSE_ANSWER);
    }
}
