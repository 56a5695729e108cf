package io.tableflow.iam.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the start-up report what to set. */
class ConnectionPoolTooSmallAnalyzer extends AbstractFailureAnalyzer<ConnectionPoolTooSmallException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConnectionPoolTooSmallException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set spring.datasource.hikari.maximum-pool-size to " + cause.needed()
                        + " or more, leave it unset, or set tableflow.workflow.concurrency lower.",
                cause);
    }
}
