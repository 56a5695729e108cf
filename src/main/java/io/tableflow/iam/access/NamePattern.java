package io.tableflow.iam.access;

/** The patterns of names that a token is limited to, in which {@code *} is any number of characters and nothing else is special. */
final class NamePattern {

    private NamePattern() {}

    /**
     * Without backtracking: on a mismatch only the latest star is extended, because an earlier one could match nothing more
     * than it. A regular expression with several stars would take exponential time for a text that does not match.
     */
    static boolean matches(String pattern, String text) {
        int inPattern = 0;
        int inText = 0;
        int star = -1;
        int resumeAt = 0;
        while (inText < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                resumeAt = inText;
            } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == text.charAt(inText)) {
                inPattern++;
                inText++;
            } else if (star >= 0) {
                inPattern = star + 1;
                inText = ++resumeAt;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(it -> it == '*');
    }
}
