package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.status.Difference;
import java.util.List;
import java.util.Map;

/** What differs between live IAM and what is desired, and that it was put right. */
public sealed interface DriftEvent extends EnvironmentEvent {

    @Override
    default String actor() {
        return SERVICE;
    }

    /**
     * What was repaired is undone again and again. Until it no longer is, there are no further events of what is found and
     * repaired.
     */
    record DriftContested(Source source, int repairs, List<Difference> differences) implements DriftEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DRIFT_CONTESTED;
        }

        @Override
        public String reason() {
            return "repaired " + repairs + " times within an hour, and changed again each time";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("differences", Difference.summary(differences));
        }
    }

    /** Live IAM differs, in another way than was known before. */
    record DriftFound(Source source, List<Difference> differences) implements DriftEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DRIFT_FOUND;
        }

        @Override
        public String reason() {
            return "live IAM is not what was written";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "differences",
                    Difference.summary(differences),
                    "critical",
                    Boolean.toString(differences.stream().anyMatch(Difference::critical)));
        }
    }

    /**
     * Live IAM was compared and reconciled, as requested.
     *
     * @param reason why it was requested
     */
    record DriftRepaired(Source source, String reason) implements DriftEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.REPAIRED;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("reason", reason);
        }
    }
}
