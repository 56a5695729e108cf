package io.tableflow.iam.simulation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens to some environments whose integrations the service makes itself, drawn from a seed: requests, what others do at
 * Confluent, and how often IAM and Confluent fail.
 *
 * @param faultRate the share of calls to IAM, and to Confluent, that fail
 */
record ZeroTouchHistory(long seed, double faultRate, List<Script> scripts) {

    private static final int ENVIRONMENTS = 2;

    /** What can happen to an environment, and how often. */
    enum Action {
        CREATE(18),
        CHANGE_SPEC(5),
        NO_LONGER_ASK(3),
        ASK_ANEW(5),
        WITHDRAW_INTEGRATION(3),
        DELETE(5),
        FORCE_DELETION(5),
        ABANDON(2),
        RETRY(8),
        RECONCILE(4),
        WAIT(25),
        REMOVE_AT_CONFLUENT(8),
        MAKE_ANEW_AT_CONFLUENT(8),
        USE_AT_CONFLUENT(8),
        DISABLE_AT_CONFLUENT(6);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }

        private static Action draw(Random random) {
            return WeightedDraw.of(List.of(values()), act -> act.weight, random);
        }
    }

    /** The acts of one environment, in their order. */
    record Script(String environment, List<Action> acts) {}

    static ZeroTouchHistory of(long seed) {
        Random random = new Random(seed);
        double faultRate = random.nextDouble() * 0.3;
        List<Script> scripts = IntStream.range(0, ENVIRONMENTS)
                .mapToObj(i -> script(random, "z%d-e%d".formatted(seed, i)))
                .toList();
        return new ZeroTouchHistory(seed, faultRate, scripts);
    }

    /** The prefix of all names in this history. */
    String prefix() {
        return "z" + seed + "-";
    }

    private static Script script(Random random, String environment) {
        int more = 8 + random.nextInt(12);
        return new Script(
                environment,
                Stream.concat(
                                Stream.of(Action.CREATE),
                                Stream.generate(() -> Action.draw(random)).limit(more))
                        .toList());
    }
}
