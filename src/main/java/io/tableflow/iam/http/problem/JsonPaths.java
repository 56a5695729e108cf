package io.tableflow.iam.http.problem;

import java.util.regex.Pattern;

/** Paths such as {@code tags.owner} and {@code trustConditions.sourceIps[1]}. */
public final class JsonPaths {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]{1,64}");
    private static final int LONGEST_NAME = 64;

    private JsonPaths() {}

    public static String property(String parent, String name) {
        if (PLAIN.matcher(name).matches()) {
            return parent.isEmpty() ? name : parent + "." + name;
        }
        // A name that the caller chose can be long or contain control characters, so it is shortened and escaped.
        String safe = name.codePoints()
                .limit(LONGEST_NAME)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        return parent + "[\"" + safe + "\"]";
    }

    public static String index(String parent, int index) {
        return parent + "[" + index + "]";
    }

    public static boolean isBelow(String path, String ancestor) {
        return path.length() > ancestor.length()
                && path.startsWith(ancestor)
                && (ancestor.isEmpty()
                        || path.charAt(ancestor.length()) == '.'
                        || path.charAt(ancestor.length()) == '[');
    }
}
