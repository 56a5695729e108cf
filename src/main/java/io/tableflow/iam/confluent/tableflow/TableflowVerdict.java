package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What Confluent said, when it was last asked, of the Tableflow that uses one environment's integration. */
@Entity
@Table(name = "tableflow_verdict")
public class TableflowVerdict {

    @Id
    private UUID environmentId;

    private String integrationId;

    @Enumerated(EnumType.STRING)
    private Status status;

    private String reason;
    private String message;
    private Instant statusSince;
    private @Nullable Instant checkedAt;
    private int topicCount;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<TopicVerdict> topics;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<CatalogVerdict> catalogs;

    /** Grows with each change of any verdict. */
    @SuppressWarnings("UnusedVariable") // The console reads the column.
    private long changeNumber;

    @SuppressWarnings("NullAway.Init")
    protected TableflowVerdict() {}

    /** The first one, or the next for the same integration: then what is not answered now is as it was. */
    TableflowVerdict(
            UUID environmentId,
            String integrationId,
            Assessment found,
            @Nullable TableflowVerdict before,
            Instant now) {
        TableflowVerdict kept = found.isAnswered() ? null : before;
        this.environmentId = environmentId;
        this.integrationId = integrationId;
        this.status = found.status();
        this.reason = found.reason();
        this.message = found.message();
        this.statusSince = before != null && before.status == found.status() ? before.statusSince : now;
        this.checkedAt = kept == null ? (found.isAnswered() ? now : null) : kept.checkedAt;
        this.topicCount = kept == null ? found.topicCount() : kept.topicCount;
        this.topics = kept == null ? found.topics() : kept.topics;
        this.catalogs = kept == null ? found.catalogs() : kept.catalogs;
    }

    /** It is stored as the change with that number, which is greater than those of all others. */
    TableflowVerdict asChange(long number) {
        changeNumber = number;
        return this;
    }

    /** Whether it says the same but for the time. */
    boolean isAs(TableflowVerdict other) {
        return integrationId.equals(other.integrationId)
                && status == other.status
                && reason.equals(other.reason)
                && message.equals(other.message)
                && topicCount == other.topicCount
                && topics.equals(other.topics)
                && catalogs.equals(other.catalogs);
    }

    /**
     * The condition that it comes to.
     *
     * @param oldest when the oldest answer that still counts was given
     */
    public Condition condition(Instant oldest) {
        boolean isOld = status != Status.Unknown && (checkedAt == null || checkedAt.isBefore(oldest));
        return new Condition(
                ConditionType.TableflowHealthy,
                isOld ? Status.Unknown : status,
                isOld ? "NotAskedLately" : reason,
                isOld ? "Confluent was last asked at " + checkedAt + ". Then: " + message : message,
                statusSince);
    }

    public UUID environmentId() {
        return environmentId;
    }

    /** The id of the integration that it is about. */
    public String integrationId() {
        return integrationId;
    }

    Status status() {
        return status;
    }

    String reason() {
        return reason;
    }

    /** When Confluent last answered; null: it has not yet. */
    public @Nullable Instant checkedAt() {
        return checkedAt;
    }

    /** How many topics there are; {@link #topics()} has the first of them. */
    public int topicCount() {
        return topicCount;
    }

    /** Those with problems first, 20 at most. */
    public List<TopicVerdict> topics() {
        return List.copyOf(topics);
    }

    /** Those with problems first, 20 at most. */
    public List<CatalogVerdict> catalogs() {
        return List.copyOf(catalogs);
    }
}
