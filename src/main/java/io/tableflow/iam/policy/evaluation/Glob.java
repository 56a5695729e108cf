package io.tableflow.iam.policy.evaluation;

import java.util.BitSet;
import java.util.Locale;

/**
 * A pattern with {@code *} for any characters, also none, and {@code ?} for exactly one. Documents come from strangers, so no
 * regular expression is built of it: a match takes at most (length of the pattern) x (length of the text) comparisons.
 *
 * @param text the pattern
 * @param wildcards which of its characters are wildcards; a {@code *} that a variable brought in is a letter
 */
record Glob(String text, BitSet wildcards) {

    /** A pattern in which each * and ? is a wildcard. */
    static Glob of(String text) {
        BitSet wildcards = new BitSet(text.length());
        for (int i = 0; i < text.length(); i++) {
            wildcards.set(i, text.charAt(i) == '*' || text.charAt(i) == '?');
        }
        return new Glob(text, wildcards);
    }

    static boolean matchesIgnoringCase(String pattern, String text) {
        return of(pattern.toLowerCase(Locale.ROOT)).matches(text.toLowerCase(Locale.ROOT));
    }

    boolean hasWildcards() {
        return !wildcards.isEmpty();
    }

    boolean matches(String subject) {
        return matches(0, text.length(), subject);
    }

    /** Whether the part of the pattern between two places matches the whole of a text. */
    boolean matches(int from, int to, String subject) {
        int pattern = from;
        int place = 0;
        int lastStar = -1;
        int placeOfStar = 0;
        while (place < subject.length()) {
            if (pattern < to && isStar(pattern)) {
                lastStar = pattern++;
                placeOfStar = place;
            } else if (pattern < to && isOne(pattern, subject.charAt(place))) {
                pattern++;
                place++;
            } else if (lastStar >= 0) {
                pattern = lastStar + 1;
                place = ++placeOfStar;
            } else {
                return false;
            }
        }
        while (pattern < to && isStar(pattern)) {
            pattern++;
        }
        return pattern == to;
    }

    private boolean isStar(int place) {
        return text.charAt(place) == '*' && wildcards.get(place);
    }

    private boolean isOne(int place, char actual) {
        return wildcards.get(place) ? text.charAt(place) == '?' : text.charAt(place) == actual;
    }
}
