package io.tableflow.iam.verification;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An environment was verified. */
record EnvironmentVerified(UUID environmentId, String name, String actor, VerificationReport report)
        implements AuditableEvent {

    @Override
    public AuditEventType type() {
        return AuditEventType.VERIFIED;
    }

    @Override
    public Subject environment() {
        return new Subject(environmentId, name);
    }

    @Override
    public Map<String, ?> details() {
        return Map.of(
                "verdict",
                report.verdict().name(),
                "failed",
                report.checks().stream()
                        .filter(it -> it.status() == VerificationStatus.FAILED)
                        .map(CheckResult::name)
                        .collect(Collectors.joining(", ")));
    }
}
