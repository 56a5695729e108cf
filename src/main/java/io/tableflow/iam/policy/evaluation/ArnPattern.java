package io.tableflow.iam.policy.evaluation;

/** Matches ARNs as the condition operators for ARNs do: six parts one by one, so that no wildcard crosses the first five colons. */
final class ArnPattern {

    private static final int COLONS = 5;

    private ArnPattern() {}

    /** Whether a text has the six parts of an ARN. */
    static boolean isArn(String text) {
        return text.startsWith("arn:") && colon(text, COLONS) > 0;
    }

    /** {@code UNDETERMINED} if the pattern is no ARN; a value that is none does not match. */
    static Match match(Glob pattern, String arn) {
        int lastOfPattern = colon(pattern.text(), COLONS);
        if (lastOfPattern < 0) {
            return Match.UNDETERMINED;
        }
        if (!isArn(arn)) {
            return Match.NOT_MATCHED;
        }
        int from = 0;
        int start = 0;
        for (int part = 1; part <= COLONS; part++) {
            int to = colon(pattern.text(), part);
            int end = colon(arn, part);
            if (!pattern.matches(from, to, arn.substring(start, end))) {
                return Match.NOT_MATCHED;
            }
            from = to + 1;
            start = end + 1;
        }
        return Match.of(pattern.matches(from, pattern.text().length(), arn.substring(start)));
    }

    /** The place of the nth colon; -1 if there are fewer. */
    static int colon(String text, int nth) {
        int place = -1;
        for (int i = 0; i < nth; i++) {
            place = text.indexOf(':', place + 1);
            if (place < 0) {
                return -1;
            }
        }
        return place;
    }
}
