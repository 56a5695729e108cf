package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.PolicyDetails;
import io.tableflow.iam.aws.RoleDetails;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sweep of one account, in the memory of one page and a few bytes for each environment. A role and its policies may
 * come on different pages, so each is compared when its page arrives, and only whether it was seen and whether it
 * differed is kept.
 */
final class AccountSweep {

    private static final int ROWS = 500;

    private final IamAccount iam;
    private final Instant startedAt;
    private final EnvironmentRepository environments;
    private final DriftRecorder recorder;
    private final BooleanSupplier stopping;
    private final TransientRetry retry;
    private final SweepObservations observations = new SweepObservations();
    private int compared;
    private int drifted;

    AccountSweep(
            IamAccount iam,
            Instant startedAt,
            EnvironmentRepository environments,
            DriftRecorder recorder,
            BooleanSupplier stopping) {
        this.iam = iam;
        this.startedAt = startedAt;
        this.environments = environments;
        this.recorder = recorder;
        this.stopping = stopping;
        this.retry = new TransientRetry(stopping);
    }

    /**
     * Compares all environments of the account.
     *
     * @return whether the sweep is complete; false if the node stops
     * @throws AwsException if AWS does not show the account, even after retries
     */
    boolean run() {
        Map<String, Duration> sessions = new MaxSessionDurations(iam, retry).ofOurRoles();
        String next = null;
        do {
            String after = next;
            AuthorizationPage page = retry.call(() -> iam.authorizationPage(after));
            look(page, sessions);
            next = page.next();
        } while (next != null && !stopping.getAsBoolean());
        return next == null && conclude();
    }

    /** How many environments were compared. */
    int compared() {
        return compared;
    }

    /** How many of them differed. */
    int drifted() {
        return drifted;
    }

    private void look(AuthorizationPage page, Map<String, Duration> sessions) {
        Map<String, Environment> known = environments.findByNameIn(names(page)).stream()
                .filter(environment -> iam.account().equals(environment.account()))
                .filter(this::isOfInterest)
                .collect(Collectors.toMap(Environment::name, Function.identity()));
        for (RoleDetails role : page.roles()) {
            ResourceNames.environmentOfRole(role.name())
                    .map(known::get)
                    .ifPresent(environment -> look(environment, role, sessions.get(role.name())));
        }
        for (PolicyDetails policy : page.policies()) {
            PolicyName.of(policy.name())
                    .filter(name -> policy.arn().equals(iam.account().policyArn(policy.name())))
                    .ifPresent(name -> Optional.ofNullable(known.get(name.environment()))
                            .ifPresent(environment -> look(environment, name.kind(), policy)));
        }
    }

    private static List<String> names(AuthorizationPage page) {
        return Stream.concat(
                        page.roles().stream().flatMap(role -> ResourceNames.environmentOfRole(role.name()).stream()),
                        page.policies().stream()
                                .flatMap(policy -> PolicyName.of(policy.name()).stream())
                                .map(PolicyName::environment))
                .distinct()
                .toList();
    }

    /**
     * A change in progress is no drift: such environments are compared once they are at rest. One that has failed is
     * compared, because its trust may let others in.
     */
    private boolean isOfInterest(Environment environment) {
        return environment.isAtRest() || DriftRecorder.isStuckAfterItStood(environment);
    }

    private void look(Environment environment, RoleDetails role, @Nullable Duration session) {
        Comparison comparison = Comparison.ofRole(desired(environment), ObservedIam.of(role, session));
        observations.saw(environment.name(), ResourceKind.ROLE, comparison.isInSync());
        if (comparison.isCritical()) {
            lookDirectly(environment);
        }
    }

    private void look(Environment environment, ResourceKind kind, PolicyDetails policy) {
        Comparison comparison = Comparison.ofPolicy(desired(environment), kind, ObservedIam.of(policy));
        observations.saw(environment.name(), kind, comparison.isInSync());
    }

    private DesiredIam desired(Environment environment) {
        return DesiredIam.asEstablished(environment, iam.account());
    }

    /**
     * A resource that was not seen may have been deleted, and one that seemed to differ may differ: each such
     * environment is read directly.
     */
    private boolean conclude() {
        String after = "";
        List<Environment> page;
        do {
            page = environments.pageOfAccount(iam.account().id(), after, ROWS);
            for (Environment environment : page) {
                if (stopping.getAsBoolean()) {
                    return false;
                }
                conclude(environment);
                after = environment.name();
            }
        } while (page.size() == ROWS);
        return true;
    }

    private void conclude(Environment environment) {
        if (!environment.isAtRest() || environment.updatedAt().isAfter(startedAt)) {
            return;
        }
        compared++;
        if (!observations.isIntact(environment.name()) || environment.observed().isKnownToDiffer()) {
            lookDirectly(environment);
        }
    }

    private void lookDirectly(Environment environment) {
        if (!observations.lookedDirectly(environment.name())) {
            live(environment)
                    .filter(live -> recorder.record(environment, Comparison.of(desired(environment), live)))
                    .ifPresent(differs -> drifted++);
        }
    }

    /** Empty if a resource vanished between two reads; the next sweep compares again. */
    private Optional<ObservedIam> live(Environment environment) {
        try {
            return Optional.of(retry.call(() -> ObservedIamReader.read(iam, environment.spec())));
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The environment that a policy belongs to, and which of its two policies it is. */
    private record PolicyName(String environment, ResourceKind kind) {

        static Optional<PolicyName> of(String name) {
            return ResourceKind.POLICIES.stream()
                    .flatMap(kind -> ResourceNames.environmentOfPolicy(name, kind).stream()
                            .map(environment -> new PolicyName(environment, kind)))
                    .findFirst();
        }
    }
}
