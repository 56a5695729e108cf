package io.tableflow.iam.drift;

import io.tableflow.iam.environment.status.Difference;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The result of the latest comparison of one environment with live IAM. */
@Entity
@Table(name = "drift")
public class DriftReport {

    @Id
    private UUID environmentId;

    private Instant checkedAt;
    private boolean inSync;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Difference> differences;

    @SuppressWarnings("NullAway.Init")
    protected DriftReport() {}

    DriftReport(UUID environmentId, List<Difference> differences, Instant checkedAt) {
        this.environmentId = environmentId;
        this.differences = List.copyOf(differences);
        this.inSync = differences.isEmpty();
        this.checkedAt = checkedAt;
    }

    public UUID environmentId() {
        return environmentId;
    }

    public Instant checkedAt() {
        return checkedAt;
    }

    public boolean isInSync() {
        return inSync;
    }

    public List<Difference> differences() {
        return List.copyOf(differences);
    }
}
