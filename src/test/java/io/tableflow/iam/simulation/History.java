package io.tableflow.iam.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens to some environments, drawn from a seed: the requests in their order, and how often IAM fails.
 *
 * @param faultRate the share of IAM calls that fail
 */
record History(long seed, double faultRate, List<Script> scripts) {

    private static final int ENVIRONMENTS = 4;

    /** What can happen to an environment, and how often. */
    enum Action {
        CREATE(15),
        CREATE_WITH_ANOTHER_SPEC(3),
        CALL_BACK(20),
        CALL_BACK_AGAIN(8),
        CALL_BACK_FOR_ANOTHER_PRINCIPAL(10),
        DELETE(12),
        RETRY(8),
        WAIT(20),
        ATTACH_FOREIGN_POLICY(4);

        private static final int ALL =
                Arrays.stream(values()).mapToInt(act -> act.weight).sum();

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }

        private static Action draw(Random random) {
            int left = random.nextInt(ALL);
            for (Action act : values()) {
                left -= act.weight;
                if (left < 0) {
                    return act;
                }
            }
            throw new IllegalStateException("The weights do not add up");
        }
    }

    /**
     * The acts of one environment, in their order.
     *
     * @param foreignRoleExists whether somebody else's role with the environment's role name exists already
     */
    record Script(String environment, boolean foreignRoleExists, List<Action> acts) {}

    static History of(long seed) {
        Random random = new Random(seed);
        double faultRate = random.nextDouble() * 0.4;
        List<Script> scripts = IntStream.range(0, ENVIRONMENTS)
                .mapToObj(i -> script(random, "s%d-e%d".formatted(seed, i)))
                .toList();
        return new History(seed, faultRate, scripts);
    }

    /** The prefix of all names in this history. */
    String prefix() {
        return "s" + seed + "-";
    }

    int acts() {
        return scripts.stream().mapToInt(script -> script.acts().size()).sum();
    }

    private static Script script(Random random, String environment) {
        boolean foreignRoleExists = random.nextInt(10) == 0;
        boolean startsAtTheBeginning = random.nextInt(8) > 0;
        int more = 4 + random.nextInt(9);
        Stream<Action> first = startsAtTheBeginning ? Stream.of(Action.CREATE) : Stream.of();
        return new Script(
                environment,
                foreignRoleExists,
                Stream.concat(first, Stream.generate(() -> Action.draw(random)).limit(more))
                        .toList());
    }
}
