package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The IAM of one account. Names are unique without regard to case. */
final class AccountState {

    private static final String AWS_MANAGED = "arn:aws:iam::aws:policy/";
    private static final String AWS_MANAGED_DOCUMENT = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private final String id;
    private final Map<String, Role> roles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, ManagedPolicy> policies = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, ManagedPolicy> awsManagedPolicies = new TreeMap<>();
    private final Map<String, InstanceProfile> instanceProfiles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, UserOrGroup> usersAndGroups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    AccountState(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    boolean isEmpty() {
        return roles.isEmpty() && policies.isEmpty() && instanceProfiles.isEmpty() && usersAndGroups.isEmpty();
    }

    void add(Role role) {
        if (roles.putIfAbsent(role.name(), role) != null) {
            throw AwsError.entityAlreadyExists("Role with name %s already exists.".formatted(role.name()));
        }
    }

    Optional<Role> findRole(String name) {
        return Optional.ofNullable(roles.get(name)).filter(Role::isVisible);
    }

    Role role(String name) {
        return findRole(name).orElseThrow(() -> AwsError.noSuchRole(name));
    }

    List<Role> visibleRoles() {
        return roles.values().stream().filter(Role::isVisible).toList();
    }

    void remove(Role role) {
        roles.remove(role.name());
    }

    void add(ManagedPolicy policy) {
        if (policies.putIfAbsent(policy.name(), policy) != null) {
            throw AwsError.entityAlreadyExists(
                    "A policy called %s already exists. Duplicate names are not allowed.".formatted(policy.name()));
        }
    }

    /** A policy of this account, or one of AWS's: any ARN of an AWS policy exists, but its document is not AWS's. */
    Optional<ManagedPolicy> findPolicy(String arn) {
        if (arn.matches(AWS_MANAGED + "[\\w+=,.@/-]+")) {
            return Optional.of(awsManagedPolicies.computeIfAbsent(arn, AccountState::awsManaged));
        }
        return Optional.ofNullable(policies.get(arn.substring(arn.lastIndexOf('/') + 1)))
                .filter(policy -> policy.arn().equals(arn))
                .filter(ManagedPolicy::isVisible);
    }

    private static ManagedPolicy awsManaged(String arn) {
        String path = arn.substring(AWS_MANAGED.length() - 1, arn.lastIndexOf('/') + 1);
        return new ManagedPolicy(
                arn, path, Optional.empty(), AWS_MANAGED_DOCUMENT, Instant.EPOCH, Visibility.IMMEDIATE);
    }

    boolean isAwsManaged(ManagedPolicy policy) {
        return awsManagedPolicies.containsKey(policy.arn());
    }

    ManagedPolicy policy(String arn) {
        return findPolicy(arn).orElseThrow(() -> AwsError.noSuchEntity("Policy %s was not found.".formatted(arn)));
    }

    ManagedPolicy attachable(String arn) {
        return findPolicy(arn)
                .orElseThrow(
                        () -> AwsError.noSuchEntity("Policy %s does not exist or is not attachable.".formatted(arn)));
    }

    List<ManagedPolicy> visiblePolicies() {
        return policies.values().stream().filter(ManagedPolicy::isVisible).toList();
    }

    List<ManagedPolicy> awsManagedPolicies() {
        return new ArrayList<>(awsManagedPolicies.values());
    }

    void remove(ManagedPolicy policy) {
        policies.remove(policy.name());
    }

    void add(UserOrGroup added) {
        if (usersAndGroups.putIfAbsent(added.kind() + "/" + added.name(), added) != null) {
            throw AwsError.entityAlreadyExists("%s with name %s already exists.".formatted(added.kind(), added.name()));
        }
    }

    UserOrGroup userOrGroup(UserOrGroup.Kind kind, String name) {
        return Optional.ofNullable(usersAndGroups.get(kind.title() + "/" + name))
                .orElseThrow(() -> AwsError.noSuchEntity("The %s with name %s cannot be found."
                        .formatted(ParameterLimits.memberName(kind.title()), name)));
    }

    Collection<UserOrGroup> usersAndGroups() {
        return usersAndGroups.values();
    }

    void remove(UserOrGroup removed) {
        usersAndGroups.remove(removed.kind() + "/" + removed.name());
    }

    /** The roles, users and groups that the policy is attached to. */
    List<PolicyHolder> holdersOf(ManagedPolicy policy) {
        return holders().filter(holder -> holder.has(policy)).toList();
    }

    /** The roles and users that have the policy as their permissions boundary. */
    List<PolicyHolder> boundedBy(ManagedPolicy policy) {
        return holders().filter(holder -> holder.isBoundedBy(policy)).toList();
    }

    boolean hasHolderWithId(String holderId) {
        return holders().anyMatch(holder -> holder.id().equals(holderId));
    }

    Optional<String> userId(String arn) {
        return usersAndGroups.values().stream()
                .filter(user ->
                        user.type() == UserOrGroup.Kind.USER && user.arn().equals(arn))
                .map(UserOrGroup::id)
                .findFirst();
    }

    Stream<PolicyHolder> holders() {
        return Stream.concat(roles.values().stream(), usersAndGroups.values().stream());
    }

    void add(InstanceProfile profile) {
        if (instanceProfiles.putIfAbsent(profile.name(), profile) != null) {
            throw AwsError.entityAlreadyExists("Instance Profile %s already exists.".formatted(profile.name()));
        }
    }

    InstanceProfile instanceProfile(String name) {
        return Optional.ofNullable(instanceProfiles.get(name))
                .orElseThrow(() -> AwsError.noSuchEntity("Instance Profile %s cannot be found.".formatted(name)));
    }

    List<InstanceProfile> instanceProfilesOf(Role role) {
        return instanceProfiles.values().stream()
                .filter(profile -> profile.holds(role))
                .toList();
    }

    void remove(InstanceProfile profile) {
        instanceProfiles.remove(profile.name());
    }
}
