package io.tableflow.iam.environment;

import io.tableflow.iam.environment.Condition.ConditionType;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.web.FieldError;
import io.tableflow.iam.workflow.Subject;
import io.tableflow.iam.workflow.WorkflowProblem;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate. Its row holds what is wanted (spec, integration, whether it is to go) and what stands (resources, the
 * integration that the live trust was written for, conditions), so that what comes next can be {@linkplain #wanted()
 * decided from it} at any moment and by any node. Every change of state goes through {@link #become}.
 */
@Entity
public class Environment {

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private EnvironmentState state;

    @JdbcTypeCode(SqlTypes.JSON)
    private EnvironmentSpec spec;

    @JdbcTypeCode(SqlTypes.JSON)
    private Resources resources;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable AwsAccount account;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Integration integration;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Integration trusted;

    @JdbcTypeCode(SqlTypes.JSON)
    private Conditions conditions;

    @Embedded
    private Generations generations;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> retiredTags;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable RepairRequest repair;

    private String requestedBy;
    private @Nullable Instant deletionRequestedAt;
    private @Nullable String deletionRequestedBy;
    private @Nullable String deletionForcedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    private Detachments detachments;

    private @Nullable UUID workflowId;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    @Column(name = "revision")
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Environment() {}

    Environment(EnvironmentSpec spec, String requestedBy, Instant now) {
        this.id = UUID.randomUUID();
        this.name = spec.name();
        this.state = EnvironmentState.PROVISIONING;
        this.spec = spec;
        this.resources = Resources.named(spec.names());
        this.conditions = Conditions.pending(now);
        this.detachments = Detachments.NONE;
        this.generations = Generations.first();
        this.retiredTags = List.of();
        this.requestedBy = requestedBy;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** What the row asks to be done next; empty when what stands is what is wanted, or somebody must help first. */
    Optional<WorkflowKind> wanted() {
        if (deletionRequestedAt != null) {
            return Optional.of(WorkflowKind.TEARDOWN);
        }
        if (state == EnvironmentState.FAILED && !generations.isSuperseded()) {
            return Optional.empty();
        }
        if (generations.isBehind()) {
            return Optional.of(generations.wasEverObserved() ? WorkflowKind.UPDATE : WorkflowKind.PROVISION);
        }
        if (repair != null) {
            return Optional.of(WorkflowKind.REPAIR);
        }
        return trustIsOutdated() ? Optional.of(WorkflowKind.UPDATE_TRUST) : Optional.empty();
    }

    private boolean trustIsOutdated() {
        return integration != null && !integration.asksForSameTrustAs(trusted);
    }

    /** Whether an active workflow of that kind may go on, or must make room. */
    boolean allows(WorkflowKind kind) {
        return deletionRequestedAt == null ? !generations.isSuperseded() : kind == WorkflowKind.TEARDOWN;
    }

    void begin(WorkflowKind kind, UUID workflow, Instant now) {
        if (state != kind.during()) {
            become(kind.during(), now);
        }
        workflowId = workflow;
        generations = generations.begun();
        touch(now);
    }

    /**
     * A spec that was asked for, with the account as it was said first: naming it again and not naming it ask for the same.
     *
     * @throws io.tableflow.iam.web.ProblemException if it has another name or account
     */
    EnvironmentSpec keepingIdentity(EnvironmentSpec asked) {
        List<FieldError> errors = new ArrayList<>();
        if (!asked.name().equals(name)) {
            errors.add(new FieldError("name", "must be " + name + ", or be left out"));
        }
        String accountId = account == null ? spec.accountId() : account.id();
        if (asked.accountId() != null && !asked.accountId().equals(accountId)) {
            errors.add(new FieldError(
                    "accountId",
                    accountId == null
                            ? "must be left out until it is known"
                            : "must be " + accountId + ", or be left out"));
        }
        if (!errors.isEmpty()) {
            throw EnvironmentProblems.immutable(name, errors);
        }
        return asked.withAccountId(spec.accountId());
    }

    /** Another spec is wanted from now on. What was begun for the one before makes room, also if it has failed. */
    void update(EnvironmentSpec asked, String by, Instant now) {
        if (!asked.rendersLike(spec)) {
            generations = generations.next();
            retiredTags = Stream.concat(retiredTags.stream(), spec.tags().keySet().stream())
                    .filter(tag -> !asked.tags().containsKey(tag))
                    .distinct()
                    .sorted()
                    .toList();
        }
        spec = asked;
        requestedBy = by;
        touch(now);
    }

    /** Live IAM is to be compared with the spec and put right. Where a workflow has failed, all of it is begun anew. */
    void requestRepair(RepairRequest request, Instant now) {
        if (state == EnvironmentState.FAILED) {
            generations = generations.next();
        } else {
            repair = request;
        }
        touch(now);
    }

    /** Live IAM was compared with what is asked for. */
    void compared(List<Difference> differences, @Nullable RepairRequest answers, Instant now) {
        boolean isRight = differences.stream().noneMatch(it -> it.kind().isRepairable());
        boolean isAnswered = isRight && repair != null && repair.equals(answers);
        Conditions found = conditions.compared(differences, now);
        if (isAnswered || !found.equals(conditions)) {
            repair = isAnswered ? null : repair;
            conditions = found;
            touch(now);
        }
    }

    /** The account is known: the role stands in it. */
    public void roleReady(AwsAccount account, String arn, Instant now) {
        this.account = account;
        resources = resources.withRole(arn);
        conditions = conditions.roleCreated(now);
        touch(now);
    }

    public void s3PolicyReady(String arn, String versionId, Instant now) {
        resources = resources.withS3Policy(arn, versionId);
        touch(now);
    }

    public void gluePolicyReady(String arn, String versionId, Instant now) {
        resources = resources.withGluePolicy(arn, versionId);
        touch(now);
    }

    /** There was no role any more, and now there is one that denies everyone. */
    public void roleRestored(AwsAccount account, String arn, Instant now) {
        trusted = null;
        roleReady(account, arn, now);
        if (integration != null) {
            conditions = conditions.trustPending(integration, now);
        }
    }

    /** Role and policies stand. */
    void provisioned(Instant now) {
        broughtAbout();
        conditions = conditions.policiesAttached(now);
        become(EnvironmentState.AWAITING_INTEGRATION, now);
    }

    /** Confluent's half, as just told; what it asks for is compared with what stands, not with what was told before. */
    void receive(Integration received, Instant now) {
        integration = received;
        if (trustIsOutdated()) {
            conditions = conditions.trustPending(received, now);
        } else if (trusted != null) {
            conditions = conditions.trustStands(trusted, now);
        }
        touch(now);
    }

    /** The integration that was told before the role's account was known turned out to be for another role. */
    public void forgetIntegration(Instant now) {
        integration = null;
        touch(now);
    }

    /** The live trust is exactly what {@code applied} asks for. */
    public void trustEstablished(Integration applied, Instant now) {
        trusted = applied;
        conditions = conditions.trustEstablished(applied, now);
        touch(now);
    }

    /** The live trust denies everyone. */
    public void trustWithdrawn(Instant now) {
        trusted = null;
        conditions = conditions.trustWithdrawn(now);
        touch(now);
    }

    /** What was written was read back. */
    public void verified(Instant now) {
        conditions = conditions.verified(now);
        touch(now);
    }

    void activate(Instant now) {
        become(EnvironmentState.ACTIVE, now);
    }

    /** IAM is what the spec asks for. */
    void updated(Instant now) {
        broughtAbout();
        touch(now);
    }

    private void broughtAbout() {
        generations = generations.observed();
        retiredTags = List.of();
    }

    /** There is nothing more to change. */
    void settle(Instant now) {
        become(trusted == null ? EnvironmentState.AWAITING_INTEGRATION : EnvironmentState.ACTIVE, now);
    }

    /** Somebody must help; the condition that could not be brought about says why. */
    void fail(WorkflowKind kind, WorkflowProblem problem, Instant now) {
        conditions = conditions.missing(missing(kind), problem, now);
        become(EnvironmentState.FAILED, now);
    }

    private ConditionType missing(WorkflowKind kind) {
        return switch (kind) {
            case PROVISION -> resources.role().arn() == null ? ConditionType.RoleReady : ConditionType.PoliciesAttached;
            case UPDATE_TRUST -> trustIsOutdated() ? ConditionType.TrustEstablished : ConditionType.Verified;
            case UPDATE, REPAIR, TEARDOWN -> ConditionType.InSync;
        };
    }

    void resume(WorkflowKind kind, Instant now) {
        become(kind.during(), now);
    }

    void requestDeletion(String by, Instant now) {
        if (deletionRequestedAt == null) {
            deletionRequestedAt = now;
            deletionRequestedBy = by;
        }
        become(EnvironmentState.DELETING, now);
    }

    /** The deletion is also to take off what others attached; once said, it stays said. */
    void forceDeletion(String by, Instant now) {
        if (deletionForcedBy == null) {
            deletionForcedBy = by;
        }
        touch(now);
    }

    /** What others attached was found, and is about to be taken off. */
    public void intendToDetach(List<ForeignAttachment> found, Instant now) {
        detachments = detachments.intending(found);
        touch(now);
    }

    /** What others attached was taken off. */
    public void detached(List<ForeignAttachment> off, Instant now) {
        detachments = detachments.taken(off);
        touch(now);
    }

    private void become(EnvironmentState next, Instant now) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Environment " + name + " is " + state + " and cannot become " + next);
        }
        state = next;
        touch(now);
    }

    private void touch(Instant now) {
        updatedAt = now;
    }

    /** Identifies this life of the environment; the tags of everything that is ours carry it. */
    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public EnvironmentState state() {
        return state;
    }

    public EnvironmentSpec spec() {
        return spec;
    }

    public Resources resources() {
        return resources;
    }

    /** The account that the role stands in; {@code null} until the first step has found out. */
    public @Nullable AwsAccount account() {
        return account;
    }

    /** What was last told of Confluent's half. */
    public @Nullable Integration integration() {
        return integration;
    }

    /** What the live trust was written for; {@code null} while it denies everyone. */
    public @Nullable Integration trusted() {
        return trusted;
    }

    /** The keys of tags that an earlier spec wanted and the present one does not, and that may still be there. */
    public List<String> retiredTags() {
        return List.copyOf(retiredTags);
    }

    /** Why live IAM is to be compared and put right; {@code null} if nobody asked. */
    public @Nullable RepairRequest repairRequest() {
        return repair;
    }

    public List<Condition> conditions() {
        return conditions.all();
    }

    /**
     * As they are at a moment: a trust that has an end is over then, though nothing happens at that moment; and what a sweep
     * of the account found intact is in sync, though nothing was written.
     */
    List<Condition> conditionsAt(Instant now, @Nullable DriftSweep sweep) {
        Conditions shown = conditions.at(now, spec.trustConditionsOrNone());
        if (sweep == null || !isAtRest()) {
            return shown.all();
        }
        if (sweep.failingSince() != null && sweep.failingSince().isAfter(updatedAt)) {
            return shown.notCompared(String.valueOf(sweep.failure()), sweep.failingSince())
                    .all();
        }
        return (sweep.covers(this) ? shown.foundIntact(updatedAt) : shown).all();
    }

    /** Whether nothing is under way or stuck: what stands is what is wanted, as far as is known. */
    public boolean isAtRest() {
        return state == EnvironmentState.ACTIVE || state == EnvironmentState.AWAITING_INTEGRATION;
    }

    /** Whether it is known to differ from live IAM. */
    public boolean isKnownToDiffer() {
        return conditions.isFalse(ConditionType.InSync);
    }

    /** Whether all of it has stood once: before that, what is missing has not been made yet. */
    public boolean hasStoodInWhole() {
        return generations.wasEverObserved();
    }

    /** Who asked for the present spec. */
    public String requestedBy() {
        return requestedBy;
    }

    /** Who asked for it to go; who asked for it to be, as long as nobody did. */
    public String deletionRequestedBy() {
        return deletionRequestedBy == null ? requestedBy : deletionRequestedBy;
    }

    public boolean isDeletionRequested() {
        return deletionRequestedAt != null;
    }

    /** Who asked that the deletion also takes off what others attached; {@code null} if nobody did. */
    public @Nullable String deletionForcedBy() {
        return deletionForcedBy;
    }

    /** What a forced deletion found and took off. */
    public Detachments detachments() {
        return detachments;
    }

    /** The latest workflow. */
    public @Nullable UUID workflowId() {
        return workflowId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** Grows with every change; the ETag. */
    public long revision() {
        return Objects.requireNonNull(version, "not stored yet");
    }

    public Subject subject() {
        return new Subject(id, name);
    }
}
