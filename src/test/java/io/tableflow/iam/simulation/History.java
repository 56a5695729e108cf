package io.tableflow.iam.simulation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens to some environments, drawn from a seed: the requests in their order, what others do to the resources, and
 * how often IAM fails.
 *
 * @param faultRate the share of IAM calls that fail
 */
record History(long seed, double faultRate, List<Script> scripts) {

    private static final int ENVIRONMENTS = 2;

    /** What can happen to an environment, and how often. */
    enum Action {
        CREATE(14),
        CREATE_WITH_ANOTHER_SPEC(3),
        CHANGE_SPEC(6),
        RETAIN(2),
        CALL_BACK(16),
        CALL_BACK_FOR_ANOTHER_PRINCIPAL(12),
        SIGN_AN_EARLIER_CALLBACK_AGAIN(8),
        CALL_BACK_BY_ANOTHER_CLOCK(6),
        ENTER_INTEGRATION(5),
        WITHDRAW_INTEGRATION(6),
        DELETE(9),
        ABANDON(1),
        RETRY(8),
        RECONCILE(4),
        WAIT(18),
        ATTACH_FOREIGN_POLICY(3),
        DETACH_OUR_POLICY(2),
        TAKE_TAGS_OFF(5),
        ADD_TAGS(2),
        OVERWRITE_OWNER(2),
        SHUT_TRUST(2),
        OPEN_TRUST(2);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }

        private static Action draw(Random random) {
            return WeightedDraw.of(List.of(values()), act -> act.weight, random);
        }
    }

    /** What exists before the first act, with the name of the environment's role. */
    enum Before {
        /** Nothing. */
        NOTHING,
        /** Somebody else's role, which nobody wants to adopt. */
        ROLE_OF_OTHERS,
        /** A role that lets Confluent in, and that every spec says is to be adopted. */
        ROLE_TO_ADOPT
    }

    /** The acts of one environment, in their order. */
    record Script(String environment, Before before, List<Action> acts) {}

    static History of(long seed) {
        Random random = new Random(seed);
        double faultRate = random.nextDouble() * 0.3;
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
        Before before = switch (random.nextInt(12)) {
            case 0 -> Before.ROLE_OF_OTHERS;
            case 1, 2 -> Before.ROLE_TO_ADOPT;
            default -> Before.NOTHING;
        };
        boolean startsAtTheBeginning = random.nextInt(8) > 0;
        int more = 5 + random.nextInt(9);
        Stream<Action> first = startsAtTheBeginning ? Stream.of(Action.CREATE) : Stream.of();
        return new Script(
                environment,
                before,
                Stream.concat(first, Stream.generate(() -> Action.draw(random)).limit(more))
                        .toList());
    }
}
