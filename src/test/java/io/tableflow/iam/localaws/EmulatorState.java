package io.tableflow.iam.localaws;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All accounts, the sessions that began in them, and the clock. */
final class EmulatorState {

    private final Map<String, AccountState> accounts = new TreeMap<>();
    private final Set<String> hosted = new HashSet<>();
    private final CallerResolver sessions = new CallerResolver();
    private final List<TrustDocument> trustDocuments = Collections.synchronizedList(new ArrayList<>());
    private final List<TrailService.TrailEvent> trail = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Map<String, LastAccessedActions.Job> jobs = new TreeMap<>();
    private final Map<String, Bucket> buckets = new TreeMap<>();
    private final KmsService.Keys keys = new KmsService.Keys();
    private final Map<String, CatalogService.Catalog> catalogs = new TreeMap<>();
    private volatile Clock clock = Clock.systemUTC();
    private volatile int largestPage = Page.LARGEST_SIZE;
    private volatile boolean tellsUse = true;

    EmulatorState() {
        reset();
    }

    void reset() {
        accounts.clear();
        hosted.clear();
        hosted.add(CallerResolver.DEFAULT_ACCOUNT);
        sessions.clear();
        trustDocuments.clear();
        trail.clear();
        jobs.clear();
        buckets.clear();
        keys.clear();
        catalogs.clear();
        largestPage = Page.LARGEST_SIZE;
        tellsUse = true;
        clock = Clock.systemUTC();
    }

    Instant now() {
        return clock.instant();
    }

    void clock(Clock value) {
        clock = value;
    }

    /** The maximum number of items on a page, whatever the request asks for. */
    int largestPage() {
        return largestPage;
    }

    void largestPage(int items) {
        largestPage = items;
    }

    /** Whether roles have RoleLastUsed, and reports name services. */
    boolean tellsUse() {
        return tellsUse;
    }

    void tellsUse(boolean value) {
        tellsUse = value;
    }

    CallerResolver sessions() {
        return sessions;
    }

    void host(String accountId) {
        hosted.add(accountId);
    }

    /** Whether the emulator hosts the account. What the emulator does not have in a hosted account does not exist. */
    boolean hosts(String accountId) {
        return hosted.contains(accountId) || !account(accountId).isEmpty();
    }

    AccountState account(String accountId) {
        return accounts.computeIfAbsent(accountId, AccountState::new);
    }

    Optional<Role> findRole(RoleArn arn) {
        return account(arn.account())
                .findRole(arn.name())
                .filter(role -> role.arn().equals(arn));
    }

    /** The id of the role or user with this ARN. */
    Optional<String> principalId(String arn, String accountId) {
        return RoleArn.parse(arn)
                .map(role -> findRole(role).map(Role::id))
                .orElseGet(() -> account(accountId).userId(arn));
    }

    boolean hasPrincipalWithId(String id) {
        return accounts.values().stream().anyMatch(account -> account.hasHolderWithId(id));
    }

    /** The calls of AssumeRole, oldest first. */
    List<TrailService.TrailEvent> trail() {
        return trail;
    }

    /** The reports that were asked for. */
    Map<String, LastAccessedActions.Job> jobs() {
        return jobs;
    }

    /** The names of buckets are unique over all accounts. */
    void add(Bucket bucket) {
        if (buckets.putIfAbsent(bucket.name(), bucket) != null) {
            throw new AwsError(409, "BucketAlreadyExists", "The requested bucket name is not available.");
        }
    }

    Optional<Bucket> bucket(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    void remove(Bucket bucket) {
        buckets.remove(bucket.name());
    }

    KmsService.Keys keys() {
        return keys;
    }

    CatalogService.Catalog catalog(String accountId, String region) {
        return catalogs.computeIfAbsent(accountId + "/" + region, it -> new CatalogService.Catalog());
    }

    void trustSet(Role role, String document, String userAgent) {
        trustDocuments.add(new TrustDocument(role.arn().toString(), document, now(), userAgent));
    }

    List<TrustDocument> trustDocuments() {
        return List.copyOf(trustDocuments);
    }
}
