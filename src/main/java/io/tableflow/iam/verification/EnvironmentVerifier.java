package io.tableflow.iam.verification;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.trust.TrustClaim;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs all checks of an environment at the same time, each until a deadline. A check that cannot be run is in the report, too, and says
 * why.
 */
@Component
class EnvironmentVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentVerifier.class);

    /** How long IAM may show what was before a change: it shows most changes within a few seconds. */
    static final Duration PROPAGATION = Duration.ofSeconds(15);

    private static final Duration DEADLINE_OF_READS = Duration.ofSeconds(8);
    private static final Duration DEADLINE_OF_CHECKS = Duration.ofSeconds(10);

    private static final Set<EnvironmentState> CHANGING =
            EnumSet.of(EnvironmentState.PROVISIONING, EnvironmentState.UPDATING, EnvironmentState.UPDATING_TRUST);

    private final AwsAccounts accounts;
    private final WorkflowService workflows;
    private final Clock clock;

    EnvironmentVerifier(AwsAccounts accounts, WorkflowService workflows, Clock clock) {
        this.accounts = accounts;
        this.workflows = workflows;
        this.clock = clock;
    }

    private record Check(VerificationClaim claim, Supplier<CheckOutcome> run) {}

    /** All checks, also those that reports do not have, in an order that does not change. */
    List<CheckResult> verify(Environment environment) {
        Instant now = clock.instant();
        Instant written = lastWritten(environment);
        long begin = System.nanoTime();
        try (ParallelReads reads = new ParallelReads(DEADLINE_OF_READS);
                ParallelReads checks = new ParallelReads(DEADLINE_OF_CHECKS)) {
            record Running(Check check, PendingRead<CheckResult> result) {}
            List<Running> running = checks(environment, reads, now).stream()
                    .map(check -> new Running(
                            check,
                            checks.start(() -> result(check.claim(), run(check, environment, written, now), begin))))
                    .toList();
            return running.stream()
                    .map(it -> result(it.check(), it.result(), begin))
                    .toList();
        }
    }

    private static CheckResult result(Check check, PendingRead<CheckResult> result, long begin) {
        try {
            return result.await();
        } catch (NoAnswerException none) {
            return result(check.claim(), none.outcome(), begin);
        }
    }

    private List<Check> checks(Environment environment, ParallelReads reads, Instant now) {
        PendingRead<IamAccount> account = reads.start(() -> accounts.account(accountId(environment)));
        RoleEvidence evidence =
                new RoleEvidence(reads, account, environment.spec().names().role());
        RequestContext context = PermissionChecks.context(now);
        RoleChecks role = new RoleChecks(environment, evidence, now);
        PermissionChecks permissions = new PermissionChecks(environment.spec(), evidence, context);
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(VerificationClaim.ROLE_EXISTS, role::exists));
        checks.add(new Check(VerificationClaim.ROLE_IS_OURS, role::isOurs));
        checks.add(new Check(VerificationClaim.TRUST_UNDERSTOOD, role::trustUnderstood));
        checks.add(new Check(VerificationClaim.TRUST_AS_DESIRED, role::trustAsDesired));
        for (TrustClaim claim : TrustClaim.values()) {
            checks.add(new Check(VerificationClaim.of(claim), () -> role.trust(claim)));
        }
        checks.add(new Check(VerificationClaim.BOUNDARY_IN_FORCE, role::boundary));
        checks.add(new Check(VerificationClaim.POLICIES_ATTACHED, role::policiesAttached));
        for (NeededAction action : NeededAction.values()) {
            checks.add(new Check(action.claim(), () -> permissions.allowed(action)));
        }
        ResourcePolicyJudge judge = new ResourcePolicyJudge(environment.spec(), evidence, context);
        PendingRead<ResourceEvidence> resources = reads.start(() -> accounts.resources(accountId(environment)));
        ResourceClaims.of(environment.spec(), reads, resources, evidence, judge)
                .forEach((claim, run) -> checks.add(new Check(claim, run)));
        return checks;
    }

    private static @Nullable String accountId(Environment environment) {
        AwsAccount known = environment.account();
        return known == null ? environment.spec().accountId() : known.id();
    }

    private static CheckOutcome run(Check check, Environment environment, Instant written, Instant now) {
        if (environment.isDeletionRequested()) {
            return CheckOutcome.skipped(CheckReason.DELETING, "The environment is being deleted.");
        }
        CheckOutcome outcome;
        try {
            outcome = check.run().get();
        } catch (NoAnswerException none) {
            return none.outcome();
        } catch (RuntimeException e) {
            LOG.warn("The check {} of environment {} has failed", check.claim().name(), environment.name(), e);
            return CheckOutcome.unknown(CheckReason.INTERNAL_ERROR, "The check itself has failed; the log says why.");
        }
        return outcome.isAnswer() ? settled(outcome, environment, written, now) : outcome;
    }

    /** No earlier than the last write to IAM: only workflows write. */
    private Instant lastWritten(Environment environment) {
        return Optional.ofNullable(environment.workflowId())
                .flatMap(workflows::find)
                .map(Workflow::finishedAt)
                .orElse(environment.createdAt());
    }

    private static CheckOutcome settled(CheckOutcome outcome, Environment environment, Instant written, Instant now) {
        if (CHANGING.contains(environment.state())) {
            return CheckOutcome.unknown(
                    CheckReason.PROPAGATING,
                    "The environment is being changed: verify it once that is done. Until then: " + outcome.message());
        }
        return written.plus(PROPAGATION).isAfter(now)
                ? CheckOutcome.unknown(
                        CheckReason.PROPAGATING,
                        "The environment was changed at " + written
                                + ", and IAM may not show everywhere"
                                + " what was written within " + PROPAGATION.toSeconds() + " seconds. So far: "
                                + outcome.message())
                : outcome;
    }

    private static CheckResult result(VerificationClaim claim, CheckOutcome outcome, long begin) {
        return new CheckResult(
                claim.name(),
                claim.question(),
                outcome.status(),
                claim.severity(),
                claim.required(),
                outcome.reason(),
                outcome.message(),
                remedy(claim, outcome),
                outcome.permission(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private static @Nullable String remedy(VerificationClaim claim, CheckOutcome outcome) {
        if (outcome.status() == VerificationStatus.FAILED) {
            return claim.remedy();
        }
        if (outcome.reason() == CheckReason.NOT_PERMITTED) {
            return "Give the service the permission " + outcome.permission() + ", then verify again.";
        }
        return outcome.reason() == CheckReason.PROPAGATING ? "Verify again in a moment." : null;
    }
}
