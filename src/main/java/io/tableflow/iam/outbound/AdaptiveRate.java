package io.tableflow.iam.outbound;

import java.util.OptionalLong;

/**
 * The rate at which calls begin, so that a server with a rate limit throttles few of them. There is no rate until a call is
 * throttled. From then on each call has a moment at which it may begin, and these moments are as far apart as the server was
 * seen to allow: between two moments at which its token bucket is empty, it answers as many calls as its limit lets
 * through. While calls wait, the rate grows, slowly at first and faster the longer nothing is throttled, so that a limit that was
 * raised is found. If calls are throttled as often as before after the rate was cut, the rate is not the reason, and there is
 * none for a while.
 *
 * <p>Times are of {@link System#nanoTime()}. It is not safe for several threads.
 */
final class AdaptiveRate {

    private static final double SECOND = 1e9;

    /** In a longer time the server may have allowed more than was asked for. */
    private static final double LONGEST_MEASUREMENT = 60 * SECOND;

    private static final double LOWEST = 0.5;

    /** Where the first calls of all are throttled. AWS's limits of IAM are tens of calls a second. */
    private static final double HIGHEST_GUESS = 100;

    /** How much of what the server has answered is asked for after it has throttled. */
    private static final double BELOW_THE_MEASURED = 0.97;

    /** How much is asked for, of what was asked for before, where it was not measured what the server allows. */
    private static final double BELOW_THE_LAST = 0.8;

    /** The rate grows by this part a second, and by twice as much after each further {@link #FASTER_AFTER}. */
    private static final double GROWTH = 0.0025;

    private static final double FASTER_AFTER = 20 * SECOND;
    private static final double MOST_DOUBLINGS = 7;

    /** After so many cuts without effect the rate is given up for {@link #GIVEN_UP}. */
    private static final int CUTS_WITHOUT_EFFECT = 2;

    private static final double GIVEN_UP = 30 * SECOND;

    private double perSecond = Double.POSITIVE_INFINITY;
    private long next;
    private long grown;
    private long slowed;
    private long measuredSince;
    private long answered;

    private double perSecondBefore;
    private double answeredBefore;
    private int cutsWithoutEffect;
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
            perSecond = answered == 0 ? HIGHEST_GUESS : perSecond(now);
            perSecondBefore = perSecond;
            answeredBefore = answered;
            cutsWithoutEffect = 0;
            return;
        }
        if (answered > 0 && (perSecond <= perSecondBefore * BELOW_THE_LAST || perSecond <= 2 * LOWEST)) {
            cutsWithoutEffect = answered <= 2 * answeredBefore ? cutsWithoutEffect + 1 : 0;
            perSecondBefore = perSecond;
            answeredBefore = answered;
        }
        if (cutsWithoutEffect >= CUTS_WITHOUT_EFFECT) {
            perSecond = Double.POSITIVE_INFINITY;
            givenUpUntil = now + (long) GIVEN_UP;
        } else if (answered == 0) {
            perSecond = Math.max(LOWEST, Math.min(HIGHEST_GUESS, perSecond / 2));
        } else if (now - measuredSince > (long) LONGEST_MEASUREMENT) {
            perSecond = Math.max(LOWEST, perSecond * BELOW_THE_LAST);
        } else {
            perSecond = Math.max(LOWEST, Math.min(perSecond, perSecond(now)) * BELOW_THE_MEASURED);
        }
    }

    private boolean hasRate() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    private double perSecond(long now) {
        return answered * SECOND / Math.max((double) (now - measuredSince), SECOND / 100);
    }

    private void measureFrom(long now) {
        measuredSince = now;
        answered = 0;
    }
}
