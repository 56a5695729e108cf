package io.tableflow.iam.drift;

import io.tableflow.iam.environment.status.Difference;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The result of the latest comparison of one environment with live IAM. */
@Entity
@Table(name = "drift")
public class DriftReport {

    /** How many repairs of an hour are made without a pause. */
    static final int REPAIRS_AT_ONCE = 3;

    private static final Duration COUNTED_FOR = Duration.ofHours(1);
    private static final int MOST_COUNTED = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private static final Duration UNSEEN_COUNTS_FOR = Duration.ofHours(1);

    @Id
    private UUID environmentId;

    private Instant checkedAt;
    private boolean inSync;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Difference> differences;

    /** When sweeps have asked for repairs, within the last hour. */
    @JdbcTypeCode(SqlTypes.JSON)
    private List<Instant> repairs = List.of();

    /** The same, while the environment had failed. */
    @JdbcTypeCode(SqlTypes.JSON)
    private List<Instant> failedRepairs = List.of();

    @SuppressWarnings("NullAway.Init")
    protected DriftReport() {}

    DriftReport(UUID environmentId, List<Difference> differences, Instant checkedAt) {
        this.environmentId = environmentId;
        this.differences = List.copyOf(differences);
        this.inSync = differences.isEmpty();
        this.checkedAt = checkedAt;
    }

    /** The same, with what the report before knows of repairs. */
    DriftReport after(DriftReport before) {
        repairs = before.repairs;
        failedRepairs = before.failedRepairs;
        return this;
    }

    /** How often sweeps have asked for repairs within an hour. */
    int repairs(Instant now) {
        return recent(repairs, now).size();
    }

    /**
     * When the next repair is due. What is undone again and again is repaired less and less often: from the third repair of an
     * hour on, after five minutes, ten, and so on, up to half an hour.
     */
    Instant nextRepair(Instant now) {
        return next(repairs, now);
    }

    /** The same for an environment that has failed: what could not be repaired is tried again less and less often. */
    Instant nextRepairAfterFailure(Instant now) {
        return next(failedRepairs, now);
    }

    private static Instant next(List<Instant> repairs, Instant now) {
        List<Instant> recent = recent(repairs, now);
        int tooMany = recent.size() - REPAIRS_AT_ONCE;
        return tooMany < 0
                ? now
                : recent.getLast()
                        .plus(Collections.min(List.of(FIRST_PAUSE.multipliedBy(1L << tooMany), LONGEST_PAUSE)));
    }

    /** A sweep asks for a repair. */
    void repaired(Instant now) {
        repairs = Stream.concat(recent(repairs, now).stream(), Stream.of(now)).toList();
    }

    /** A sweep asks for a repair of an environment that has failed. */
    void repairedAfterFailure(Instant now) {
        failedRepairs = Stream.concat(recent(failedRepairs, now).stream(), Stream.of(now))
                .toList();
    }

    private static List<Instant> recent(List<Instant> repairs, Instant now) {
        return repairs.stream()
                .filter(it -> it.plus(COUNTED_FOR).isAfter(now))
                .skip(Math.max(0, repairs.size() - MOST_COUNTED))
                .toList();
    }

    /**
     * Whether what a sweep's pages show is what this report says. The pages do not show the tags of policies, so what
     * was found about those counts for an hour; then the environment has to be read directly.
     *
     * @param found the differences that the pages show
     */
    boolean isStill(List<Difference> found, Instant now) {
        List<Difference> unseen =
                differences.stream().filter(DriftReport::isAboutTagsOfPolicy).toList();
        if (!unseen.isEmpty() && checkedAt.isBefore(now.minus(UNSEEN_COUNTS_FOR))) {
            return false;
        }
        Set<String> foreign = unseen.stream()
                .filter(it -> it.kind() == Difference.Kind.NOT_OURS)
                .map(Difference::resource)
                .collect(Collectors.toSet());
        Set<Difference> visible = new HashSet<>(differences);
        unseen.forEach(visible::remove);
        return visible.equals(
                found.stream().filter(it -> !foreign.contains(it.resource())).collect(Collectors.toSet()));
    }

    private static boolean isAboutTagsOfPolicy(Difference difference) {
        return difference.resource().startsWith("policy ")
                && (difference.kind() == Difference.Kind.NOT_OURS || difference.kind() == Difference.Kind.TAGS_CHANGED);
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
