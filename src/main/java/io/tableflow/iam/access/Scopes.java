package io.tableflow.iam.access;

import java.util.Set;

/** The permissions of a token. Writing does not imply reading: a pipeline can have one without the other. */
final class Scopes {

    static final String READ = "environments:read";
    static final String WRITE = "environments:write";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private Scopes() {}

    static String neededFor(String method) {
        return READING.contains(method) ? READ : WRITE;
    }

    static String authority(String scope) {
        return "SCOPE_" + scope;
    }
}
