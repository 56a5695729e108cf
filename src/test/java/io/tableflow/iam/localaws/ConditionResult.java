package io.tableflow.iam.localaws;

import java.util.stream.Stream;

/** Whether a condition is met; {@code UNKNOWN} if the emulator can't tell, which may deny but never allow. */
enum ConditionResult {
    MET,
    UNMET,
    UNKNOWN;

    static ConditionResult of(boolean met) {
        return met ? MET : UNMET;
    }

    static ConditionResult all(Stream<ConditionResult> verdicts) {
        return verdicts.reduce(MET, (one, other) -> {
            if (one == UNMET || other == UNMET) {
                return UNMET;
            }
            return one == UNKNOWN ? one : other;
        });
    }
}
