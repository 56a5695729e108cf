package io.tableflow.iam.compliance;

import io.tableflow.iam.environment.Environment;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody accepts for a time that a rule fails for an environment. Never deleted: what is over is kept for the record. */
@Entity
@Table(name = "compliance_waiver")
public class Waiver {

    /** What became of a waiver. */
    public enum State {
        /** It does not count before somebody else than its requester has approved it. */
        PENDING,
        /** It counts. */
        IN_FORCE,
        /** Its end has come. */
        EXPIRED,
        /** Somebody has withdrawn it. */
        WITHDRAWN,
        /** Another one was requested for the same rule. */
        REPLACED
    }

    /**
     * What is asked for.
     *
     * @param ticket where it was discussed; null: nowhere
     * @param until when it ceases to count
     */
    public record Terms(String reason, @Nullable String ticket, Instant until) {

        // PostgreSQL keeps microseconds: what is read back has to be equal.
        public Terms {
            until = until.truncatedTo(ChronoUnit.MICROS);
        }
    }

    @Id
    private UUID id;

    private UUID environmentId;
    private String environmentName;
    private String rule;
    private String reason;
    private @Nullable String ticket;
    private Instant until;
    private String requestedBy;
    private Instant requestedAt;
    private @Nullable String approvedBy;
    private @Nullable Instant approvedAt;
    private @Nullable String endedBy;
    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable State endedHow;

    @SuppressWarnings("NullAway.Init")
    protected Waiver() {}

    Waiver(Environment environment, String rule, Terms terms, String requestedBy, Instant now) {
        this.id = UUID.randomUUID();
        this.environmentId = environment.id();
        this.environmentName = environment.name();
        this.rule = rule;
        this.reason = terms.reason();
        this.ticket = terms.ticket();
        this.until = terms.until();
        this.requestedBy = requestedBy;
        this.requestedAt = now;
    }

    void approve(String by, Instant now) {
        approvedBy = by;
        approvedAt = now;
    }

    void end(State how, String by, Instant now) {
        endedHow = how;
        endedBy = by;
        endedAt = now;
    }

    /**
     * What has become of it.
     *
     * @param needsApproval whether waivers count only once they are approved
     */
    public State state(boolean needsApproval, Instant now) {
        if (endedHow != null) {
            return endedHow;
        }
        if (isOver(now)) {
            return State.EXPIRED;
        }
        return needsApproval && approvedBy == null ? State.PENDING : State.IN_FORCE;
    }

    boolean isOver(Instant now) {
        return endedAt == null && !now.isBefore(until);
    }

    boolean isOpen() {
        return endedAt == null;
    }

    boolean hasTerms(Terms terms) {
        return reason.equals(terms.reason()) && Objects.equals(ticket, terms.ticket()) && until.equals(terms.until());
    }

    public UUID id() {
        return id;
    }

    public UUID environmentId() {
        return environmentId;
    }

    public String environmentName() {
        return environmentName;
    }

    /** The rule's id. */
    public String rule() {
        return rule;
    }

    public String reason() {
        return reason;
    }

    public @Nullable String ticket() {
        return ticket;
    }

    /** When it ceases to count. */
    public Instant until() {
        return until;
    }

    public String requestedBy() {
        return requestedBy;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public @Nullable String approvedBy() {
        return approvedBy;
    }

    public @Nullable Instant approvedAt() {
        return approvedAt;
    }

    /** Who withdrew or replaced it. */
    public @Nullable String endedBy() {
        return endedBy;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
