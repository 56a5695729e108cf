package io.tableflow.iam.environment;

import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The condition {@code Contested}: somebody undoes what is repaired, again and again. Only an environment of which that is so has it. */
final class ContestCondition {

    private static final Duration COUNTS_FOR = Duration.ofHours(1);

    private ContestCondition() {}

    /**
     * What was repaired is undone once more.
     *
     * @param repairs how often it was repaired within an hour
     * @param now when it is repaired again; the condition counts for an hour from then
     */
    static Conditions repaired(Conditions conditions, int repairs, Instant now) {
        Condition contested = new Condition(
                ConditionType.Contested,
                Status.True,
                "RepairedAgainAndAgain",
                "Drift was repaired " + repairs + " times within an hour, the last time at " + now
                        + ", and somebody changed it"
                        + " again each time. Find out who, in CloudTrail or GET .../drift, and have them stop; what lets others"
                        + " in is still repaired at once, the rest less and less often.",
                now);
        return new Conditions(
                Stream.concat(conditions.without(ConditionType.Contested).all().stream(), Stream.of(contested))
                        .toList());
    }

    /** Whether it was repaired within the last hour. */
    static boolean isIn(Conditions conditions, Instant now) {
        return conditions
                .find(ConditionType.Contested)
                .filter(contest ->
                        !contest.lastTransitionTime().plus(COUNTS_FOR).isBefore(now))
                .isPresent();
    }
}
