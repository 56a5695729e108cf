package io.tableflow.iam.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the start-up report which settings are missing. */
class NobodyMayCallAnalyzer extends AbstractFailureAnalyzer<NobodyMayCallException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NobodyMayCallException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set tableflow.security.tokens[0].name, .sha256 (of the token, in hex) and .scopes, or"
                        + " spring.security.oauth2.resourceserver.jwt.issuer-uri.",
                cause);
    }
}
