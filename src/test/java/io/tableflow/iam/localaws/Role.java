package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A role in an account. */
final class Role implements PolicyHolder {

    private final RoleArn arn;
    private final String id = UniqueIds.role();
    private final Instant created;
    private final Visibility visibility;
    private final EventuallyConsistent<Trust> trust;
    private final Tags tags = new Tags();
    private final NavigableMap<String, String> inlinePolicies = new TreeMap<>();
    private final NavigableMap<String, String> attachedPolicies = new TreeMap<>();
    private Optional<String> description = Optional.empty();
    private Optional<String> boundary = Optional.empty();
    private Optional<Instant> lastUsed = Optional.empty();
    private int maxSessionSeconds = ParameterLimits.DEFAULT_SESSION_SECONDS;

    /**
     * A trust policy.
     *
     * @param principalIds by ARN, the ids that its roles and users had when it was set, because IAM stores principals
     *     by id
     */
    record Trust(String document, Map<String, String> principalIds) {}

    Role(RoleArn arn, Trust trust, Instant created, Visibility visibility) {
        this.arn = arn;
        this.trust = new EventuallyConsistent<>(trust);
        this.created = created;
        this.visibility = visibility;
    }

    RoleArn arn() {
        return arn;
    }

    @Override
    public String kind() {
        return "Role";
    }

    @Override
    public String name() {
        return arn.name();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String path() {
        return arn.path();
    }

    Instant created() {
        return created;
    }

    boolean isVisible() {
        return visibility.reached();
    }

    Trust trust() {
        return trust.get();
    }

    void trust(Trust value, Visibility visibility) {
        trust.set(value, visibility);
    }

    Tags tags() {
        return tags;
    }

    /** Inline documents by policy name. */
    NavigableMap<String, String> inlinePolicies() {
        return inlinePolicies;
    }

    @Override
    public NavigableMap<String, String> attachedPolicies() {
        return attachedPolicies;
    }

    Optional<String> description() {
        return description;
    }

    void description(Optional<String> value) {
        description = value;
    }

    @Override
    public Optional<String> boundary() {
        return boundary;
    }

    void boundary(Optional<String> policyArn) {
        boundary = policyArn;
    }

    Optional<Instant> lastUsed() {
        return lastUsed;
    }

    void used(Instant time) {
        lastUsed = Optional.of(time);
    }

    int maxSessionSeconds() {
        return maxSessionSeconds;
    }

    void maxSessionSeconds(int seconds) {
        maxSessionSeconds = seconds;
    }
}
