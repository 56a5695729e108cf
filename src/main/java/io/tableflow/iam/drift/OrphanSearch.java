package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.PolicyDetails;
import io.tableflow.iam.aws.RoleDetails;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what carries our tags in an account and belongs to no environment, in the course of its sweep. A page shows the
 * tags of roles. It does not show those of policies, so a policy with one of our names that no environment has is read,
 * and not again for a day.
 */
final class OrphanSearch {

    private static final Logger log = LoggerFactory.getLogger(OrphanSearch.class);

    private static final Duration READ_AGAIN_AFTER = Duration.ofDays(1);

    private final IamAccount iam;
    private final Instant startedAt;
    private final EnvironmentRepository environments;
    private final OrphanRepository orphans;
    private final TransientRetry retry;
    private final Map<String, Orphan> known;
    private final Set<String> seen = new HashSet<>();

    OrphanSearch(
            IamAccount iam,
            Instant startedAt,
            EnvironmentRepository environments,
            OrphanRepository orphans,
            TransientRetry retry) {
        this.iam = iam;
        this.startedAt = startedAt;
        this.environments = environments;
        this.orphans = orphans;
        this.retry = retry;
        this.known = orphans.ofAccount(iam.account().id());
    }

    /**
     * Looks at a page.
     *
     * @param named the environments, in whatever state, for which roles and policies of the page are named
     */
    void look(AuthorizationPage page, Map<String, Environment> named) {
        lookAtRoles(page.roles(), named);
        for (PolicyDetails policy : page.policies()) {
            ResourceKind.POLICIES.stream()
                    .flatMap(kind -> ResourceNames.environmentOfPolicy(policy.name(), kind).stream())
                    .findFirst()
                    .filter(name -> policy.arn().equals(iam.account().policyArn(policy.name())))
                    .ifPresent(name -> look(policy, name, named.get(name)));
        }
    }

    /** The sweep is complete: what it has not seen is gone, or has an environment. */
    void conclude() {
        orphans.delete(
                known.keySet().stream().filter(arn -> !seen.contains(arn)).toList());
    }

    private void lookAtRoles(List<RoleDetails> roles, Map<String, Environment> named) {
        List<RoleDetails> tagged = roles.stream()
                .filter(role -> OwnershipTags.environmentIdOf(role.tags())
                        .filter(id -> !isOf(named.get(nameOf(role)), id))
                        .isPresent())
                .toList();
        Set<String> existing = existing(tagged.stream()
                .flatMap(role -> OwnershipTags.environmentIdOf(role.tags()).stream())
                .toList());
        for (RoleDetails role : tagged) {
            OwnershipTags.environmentIdOf(role.tags())
                    .filter(id -> !existing.contains(id))
                    .ifPresent(id -> found(
                            role.arn(),
                            nameOf(role),
                            id,
                            () -> iam.findRole(role.name()).map(live -> live.tags())));
        }
    }

    private static @Nullable String nameOf(RoleDetails role) {
        return ResourceNames.environmentOfRole(role.name()).orElse(null);
    }

    private static boolean isOf(@Nullable Environment environment, String id) {
        return environment != null && environment.id().toString().equals(id);
    }

    private void look(PolicyDetails policy, String name, @Nullable Environment environment) {
        Orphan before = known.get(policy.arn());
        boolean isSettled = before == null
                ? environment != null
                : environment == null
                        && (before.isOurs() || before.lookedAt().isAfter(startedAt.minus(READ_AGAIN_AFTER)));
        if (isSettled) {
            if (before != null) {
                seen.add(policy.arn());
            }
            return;
        }
        Optional<String> id = tags(() -> iam.findPolicy(policy.arn()).map(live -> live.tags()))
                .flatMap(OwnershipTags::environmentIdOf);
        if (id.isEmpty()) {
            seen.add(policy.arn());
            store(new Orphan(policy.arn(), iam.account().id(), name, null, startedAt, startedAt));
        } else if (existing(List.of(id.get())).isEmpty()) {
            seen.add(policy.arn());
            store(new Orphan(policy.arn(), iam.account().id(), name, id.get(), startedAt, startedAt));
        }
    }

    /** A page may be out of date, so what is new is read directly. */
    private void found(String arn, @Nullable String name, String id, Supplier<Optional<Map<String, String>>> directly) {
        Orphan before = known.get(arn);
        if (before != null && id.equals(before.environmentId())) {
            seen.add(arn);
        } else if (tags(directly)
                .flatMap(OwnershipTags::environmentIdOf)
                .filter(id::equals)
                .isPresent()) {
            seen.add(arn);
            store(new Orphan(arn, iam.account().id(), name, id, startedAt, startedAt));
        }
    }

    private void store(Orphan orphan) {
        Orphan before = known.get(orphan.arn());
        if (orphan.isOurs() && (before == null || !before.isOurs())) {
            log.warn("{} carries the tags of this service, and belongs to no environment", orphan.arn());
        }
        orphans.save(orphan);
    }

    /** Empty if it does not exist, or may not be read. */
    private Optional<Map<String, String>> tags(Supplier<Optional<Map<String, String>>> directly) {
        try {
            return retry.call(directly);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.ACCESS_DENIED) {
                log.warn("Whether something belongs to no environment is not known: {}", failure.getMessage());
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Set<String> existing(List<String> ids) {
        List<UUID> wellFormed = ids.stream()
                .flatMap(id -> OwnershipTags.parseId(id).stream())
                .distinct()
                .toList();
        return wellFormed.isEmpty()
                ? Set.of()
                : environments.existing(wellFormed).stream().map(UUID::toString).collect(Collectors.toSet());
    }
}
