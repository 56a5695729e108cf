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
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sweep of one account, in the memory of one page and a few bytes for each environment. A role and its policies may
 * come on different pages, so each is compared when its page arrives, and only whether it was seen and how it differed
 * is kept.
 */
final class AccountSweep {

    private static final Logger log = LoggerFactory.getLogger(AccountSweep.class);

    /** Failures that say nothing about the rest of the account. */
    private static final Set<AwsException.Kind> OF_ONE_RESOURCE =
            EnumSet.of(AwsException.Kind.ACCESS_DENIED, AwsException.Kind.INVALID_REQUEST, AwsException.Kind.REFUSED);

    private static final int ROWS = 500;

    private final IamAccount iam;
    private final Instant startedAt;
    private final EnvironmentRepository environments;
    private final DriftRecorder recorder;
    private final BooleanSupplier stopping;
    private final TransientRetry retry;
    private final PageSize pages;
    private final MaxSessionDurations sessions;
    private final OrphanSearch orphans;
    private final SweepObservations observations = new SweepObservations();
    private int compared;
    private int drifted;

    AccountSweep(
            IamAccount iam,
            Instant startedAt,
            EnvironmentRepository environments,
            DriftRecorder recorder,
            OrphanRepository orphans,
            PageSize pages,
            MaxSessionDurations sessions,
            BooleanSupplier stopping) {
        this.iam = iam;
        this.startedAt = startedAt;
        this.environments = environments;
        this.recorder = recorder;
        this.pages = pages;
        this.sessions = sessions;
        this.stopping = stopping;
        this.retry = new TransientRetry(stopping);
        this.orphans = new OrphanSearch(iam, startedAt, environments, orphans, retry);
    }

    /**
     * Compares all environments of the account.
     *
     * @return whether the sweep is complete; false if it was stopped
     * @throws AwsException if AWS does not show the account, even after retries
     */
    boolean run() {
        Map<String, Duration> longest = sessions.ofOurRoles(iam, retry, pages).orElse(Map.of());
        String next = null;
        do {
            String after = next;
            AuthorizationPage page = retry.call(() -> pages.read(size -> iam.authorizationPage(after, size)));
            look(page, longest);
            next = page.next();
        } while (next != null && !stopping.getAsBoolean());
        if (next != null) {
            return false;
        }
        orphans.conclude();
        return conclude();
    }

    /** How many environments were compared. */
    int compared() {
        return compared;
    }

    /** How many of them differed. */
    int drifted() {
        return drifted;
    }

    private void look(AuthorizationPage page, Map<String, Duration> longest) {
        Map<String, Environment> named = environments.findByNameIn(names(page)).stream()
                .filter(environment ->
                        environment.account() == null || iam.account().equals(environment.account()))
                .collect(Collectors.toMap(Environment::name, Function.identity()));
        orphans.look(page, named);
        Map<String, Environment> known = named.values().stream()
                .filter(environment -> environment.account() != null && environment.isComparable())
                .collect(Collectors.toMap(Environment::name, Function.identity()));
        for (RoleDetails role : page.roles()) {
            ResourceNames.environmentOfRole(role.name())
                    .map(known::get)
                    .ifPresent(environment -> look(environment, role, longest.get(role.name())));
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

    private void look(Environment environment, RoleDetails role, @Nullable Duration session) {
        guarded(
                environment,
                () -> saw(
                        environment,
                        ResourceKind.ROLE,
                        Comparison.ofRole(desired(environment), ObservedIam.of(role, session))));
    }

    private void look(Environment environment, ResourceKind kind, PolicyDetails policy) {
        guarded(
                environment,
                () -> saw(environment, kind, Comparison.ofPolicy(desired(environment), kind, ObservedIam.of(policy))));
    }

    /** What lets others in, and is not known yet, is not left until the end of the sweep. */
    private void saw(Environment environment, ResourceKind kind, Comparison comparison) {
        List<Difference> differences = comparison.differences();
        observations.saw(environment.name(), kind, comparison);
        if (comparison.isCritical() && !isKnown(environment, differences)) {
            lookDirectly(environment);
        }
    }

    private boolean isKnown(Environment environment, List<Difference> differences) {
        DriftReport known = recorder.differing(List.of(environment)).get(environment.id());
        return known != null
                && known.differences().containsAll(differences)
                && !recorder.isRepairDue(environment, differences, known);
    }

    /**
     * What prevents the comparison of one environment only does not stop that of the others. What concerns the account or
     * the database ends its sweep.
     */
    private void guarded(Environment environment, Runnable look) {
        try {
            look.run();
        } catch (AwsException failure) {
            if (!OF_ONE_RESOURCE.contains(failure.kind())) {
                throw failure;
            }
            log.warn("Environment {} could not be compared: {}", environment.name(), failure.getMessage());
            recorder.notCompared(environment, String.valueOf(failure.getMessage()));
        } catch (RuntimeException unexpected) {
            log.error("Environment {} could not be compared", environment.name(), unexpected);
            recorder.notCompared(environment, DriftSweep.inPublic(unexpected));
        }
    }

    private DesiredIam desired(Environment environment) {
        return DesiredIam.asEstablished(environment, iam.account());
    }

    /**
     * A resource that was not seen may have been deleted, and one that seemed to differ may differ: such an environment
     * is read directly, unless this is known already and nothing is to be done about it.
     */
    private boolean conclude() {
        String after = "";
        List<Environment> page;
        do {
            page = environments.pageOfAccount(iam.account().id(), after, ROWS);
            Map<UUID, DriftReport> known = recorder.differing(page);
            for (Environment environment : page) {
                if (stopping.getAsBoolean()) {
                    return false;
                }
                guarded(environment, () -> conclude(environment, known.get(environment.id())));
                after = environment.name();
            }
        } while (page.size() == ROWS);
        return true;
    }

    private void conclude(Environment environment, @Nullable DriftReport known) {
        if (!environment.isComparable() || environment.updatedAt().isAfter(startedAt)) {
            return;
        }
        compared++;
        if (observations.wasLookedAt(environment.name())) {
            return;
        }
        if (isAsStored(environment, known)) {
            drifted += known == null ? 0 : 1;
        } else {
            lookDirectly(environment);
        }
    }

    private boolean isAsStored(Environment environment, @Nullable DriftReport known) {
        List<Difference> found = found(environment, known);
        boolean isKnownToDiffer = environment.observed().isKnownToDiffer();
        if (environment.observed().isNotCompared() || recorder.isRepairDue(environment, found, known)) {
            return false;
        }
        return known == null
                ? found.isEmpty() && !(isKnownToDiffer && environment.isAtRest())
                : known.isStill(found, startedAt) && isKnownToDiffer;
    }

    /**
     * What the pages show of an environment. What is on none of them does not exist, or not any more. What they do not show of a
     * role, such as a session duration that this sweep has not read, is as it was.
     */
    private List<Difference> found(Environment environment, @Nullable DriftReport known) {
        List<Difference> before = known == null ? List.of() : known.differences();
        return Arrays.stream(ResourceKind.values())
                .flatMap(kind -> found(environment, kind).completedBy(before).differences().stream())
                .toList();
    }

    private Comparison found(Environment environment, ResourceKind kind) {
        return observations
                .of(environment.name(), kind)
                .orElseGet(() -> kind == ResourceKind.ROLE
                        ? Comparison.ofRole(desired(environment), null)
                        : Comparison.ofPolicy(desired(environment), kind, null));
    }

    private void lookDirectly(Environment environment) {
        if (!observations.lookedDirectly(environment.name())) {
            live(environment)
                    .map(live -> Comparison.of(desired(environment), live))
                    .map(read -> observations
                            .of(environment.name(), ResourceKind.ROLE)
                            .map(read::completedBy)
                            .orElse(read))
                    .filter(comparison -> recorder.record(environment, comparison))
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
