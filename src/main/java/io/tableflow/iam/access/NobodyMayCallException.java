package io.tableflow.iam.access;

/** The settings let no caller in. */
final class NobodyMayCallException extends RuntimeException {

    NobodyMayCallException() {
        super("Nobody could call this service: neither tableflow.security.tokens nor"
                + " spring.security.oauth2.resourceserver.jwt.issuer-uri (or jwk-set-uri) is set.");
    }
}
