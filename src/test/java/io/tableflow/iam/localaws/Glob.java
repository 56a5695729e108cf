package io.tableflow.iam.localaws;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Matches the two wildcards of policies: {@code *} for any characters, {@code ?} for one. */
final class Glob {

    private Glob() {}

    static boolean matches(String pattern, String text) {
        return compile(pattern, 0).matcher(text).matches();
    }

    static boolean matchesIgnoringCase(String pattern, String text) {
        return compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    }

    /** Matches each of an ARN's six parts separately, so that no wildcard matches a colon before the last part. */
    static boolean matchesArn(String pattern, String arn) {
        String[] wanted = pattern.split(":", 6);
        String[] actual = arn.split(":", 6);
        return wanted.length == 6
                && actual.length == 6
                && IntStream.range(0, 6).allMatch(part -> matches(wanted[part], actual[part]));
    }

    private static Pattern compile(String pattern, int flags) {
        String regex = pattern.chars()
                .mapToObj(Character::toString)
                .map(character -> switch (character) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(character);
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, flags | Pattern.DOTALL);
    }
}
