package io.tableflow.iam.outbound;

import java.util.OptionalLong;

/**
 * The rate at which calls begin, so that a server with a rate limit throttles few of them. There is no rate until a call is
 * throttled. From then on each call has a moment at which it may begin, and these moments are as far apart as the server was
 * seen to allow: between two moments at which its token bucket is empty, it answers as many calls as its limit lets
 * through. While calls wait, the rate grows, slowly at first and faster the longer nothing is throttled, so that a limit that was
 * raised is found. If calls are throttled as often as before after the rate was cut, the rate is not the reason, and there is
 * none for a while, longer each time.
 *
 * <p>Times are of {@link System#nanoTime()}. It is not safe for several threads.
 */
final class AdaptiveRate {

    private static final double SECOND = 1e9;

    /** In a longer time the server may have allowed more than was asked for. */
    private static final double LONGEST_MEASUREMENT = 60 * SECOND;

    /** Of fewer calls, the time until the first of them is answered is too large a part of the time that they took. */
    private static final int ENOUGH_TO_MEASURE = 10;

    private static final double LOWEST = 0.5;

    /** Where some of the first calls of all are throttled. AWS's limits of IAM are tens of calls a second. */
    private static final double HIGHEST_GUESS = 100;

    /** How much of what the server has answered is asked for after it has throttled. */
    private static final double BELOW_THE_MEASURED = 0.97;

    /** How much is asked for, of what was asked for before, where it was not measured what the server allows. */
    private static final double BELOW_THE_LAST = 0.8;

    /** The rate grows by this part a second, and by twice as much after each further {@link #FASTER_AFTER}. */
    private static final double GROWTH = 0.0025;

    private static final double FASTER_AFTER = 10 * SECOND;
    private static final double MOST_DOUBLINGS = 7;

    /** How often the server must have throttled at a rate, before what it answers between two times says anything. */
    private static final int ENOUGH_TO_JUDGE = 4;

    /** A server whose limit is kept to throttles fewer calls than one of so many. */
    private static final int RARELY = 50;

    /** How long the rate is given up for where a cut had no effect: twice as long each time in a row. */
    private static final double GIVEN_UP = 30 * SECOND;

    private static final int LONGEST_SHIFT = 5;

    private double perSecond = Double.POSITIVE_INFINITY;
    private long next;
    private long grown;
    private long slowed;
    private long measuredSince;
    private long answered;

    private double judgedAt;
    private long answeredSinceJudged;
    private int throttledSinceJudged;
    private double answeredEachBefore;
    private int givenUp;
    private long givenUpUntil;

    AdaptiveRate(long now) {
        this.next = now;
        this.measuredSince = now;
        this.givenUpUntil = now;
    }

    /**
     * Reserves the moment at which the next call may begin, which is {@code now} or later.
     *
     * @return nothing, and nothing is reserved, if that is later than {@code latest}
     */
    OptionalLong reserve(long now, long latest) {
        boolean waits = next - now > 0;
        if (waits && hasRate()) {
            double seconds = Math.min(1, (now - grown) / SECOND);
            double doublings = Math.min(MOST_DOUBLINGS, Math.floor((now - slowed) / FASTER_AFTER));
            perSecond *= 1 + GROWTH * Math.pow(2, doublings) * seconds;
        }
        grown = now;
        long reserved = waits ? next : now;
        if (reserved - latest > 0) {
            return OptionalLong.empty();
        }
        next = reserved + (hasRate() ? (long) (SECOND / perSecond) : 0);
        return OptionalLong.of(reserved);
    }

    /** A call was answered, and not throttled. */
    void answered(long now) {
        if (!hasRate() && now - measuredSince > SECOND) {
            measureFrom(now);
        }
        answered++;
    }

    /**
     * A call was throttled. What was reserved before is void.
     *
     * @param resume when the next call may begin
     */
    void throttled(long now, long resume) {
        next = resume;
        slowed = now;
        grown = now;
        if (now - givenUpUntil >= 0) {
            slowDown(now);
        }
        measureFrom(now);
    }

    private void slowDown(long now) {
        if (!hasRate()) {
            perSecond = isMeasured() ? perSecond(now) : HIGHEST_GUESS;
            judgeFrom(perSecond, answeredEachBefore);
            return;
        }
        answeredSinceJudged += answered;
        throttledSinceJudged++;
        if (isCutWithoutEffect()) {
            perSecond = Double.POSITIVE_INFINITY;
            givenUpUntil = now + ((long) GIVEN_UP << Math.min(LONGEST_SHIFT, givenUp++));
        } else if (answered == 0) {
            perSecond = Math.max(LOWEST, Math.min(HIGHEST_GUESS, perSecond / 2));
        } else if (now - measuredSince > (long) LONGEST_MEASUREMENT) {
            perSecond = Math.max(LOWEST, perSecond * BELOW_THE_LAST);
        } else {
            double measured = isMeasured() ? perSecond(now) : Math.max(perSecond(now), perSecond / 2);
            perSecond = Math.max(LOWEST, Math.min(perSecond, measured) * BELOW_THE_MEASURED);
        }
    }

    /**
     * Whether the server throttles as often as it did at a higher rate, by the mean of several times: it throttles at random, or
     * because of others, or the rate that was measured is that of slow answers. One time alone may be chance.
     */
    private boolean isCutWithoutEffect() {
        boolean isLower = perSecond <= judgedAt * BELOW_THE_LAST || perSecond <= 2 * LOWEST;
        if (!isLower || throttledSinceJudged < ENOUGH_TO_JUDGE) {
            return false;
        }
        double answeredEach = (double) answeredSinceJudged / throttledSinceJudged;
        boolean isWithoutEffect = answeredEach > 0 && answeredEach < RARELY && answeredEach <= 2 * answeredEachBefore;
        judgeFrom(perSecond, answeredEach);
        givenUp = isWithoutEffect ? givenUp : 0;
        return isWithoutEffect;
    }

    private void judgeFrom(double rate, double answeredEach) {
        judgedAt = rate;
        answeredEachBefore = answeredEach;
        answeredSinceJudged = 0;
        throttledSinceJudged = 0;
    }

    private boolean hasRate() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    private boolean isMeasured() {
        return answered >= ENOUGH_TO_MEASURE;
    }

    private double perSecond(long now) {
        return answered * SECOND / Math.max((double) (now - measuredSince), SECOND / 100);
    }

    private void measureFrom(long now) {
        measuredSince = now;
        answered = 0;
    }
}
