package io.tableflow.iam.aws.sdk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.CallerIdentity;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.aws.sdk.AccountConnections.Connection;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import io.tableflow.iam.outbound.TransactionGuard;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The accounts that the SDK's clients reach. */
final class SdkAwsAccounts implements AwsAccounts {

    /** Short, because a caller that waits holds one of the node's workers, which another account may need. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final AwsClientFactory clients;
    private final TableflowProperties.Aws settings;
    private final MeterRegistry meters;
    private final AwsCallExecutor stsCalls;
    private final AccountConnections connections;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable CallerIdentity known;

    SdkAwsAccounts(AwsClientFactory clients, TableflowProperties.Aws settings, MeterRegistry meters) {
        this(clients, settings, meters, new AccountConnections(System::nanoTime));
    }

    SdkAwsAccounts(
            AwsClientFactory clients,
            TableflowProperties.Aws settings,
            MeterRegistry meters,
            AccountConnections connections) {
        this.clients = clients;
        this.settings = settings;
        this.meters = meters;
        this.connections = connections;
        this.stsCalls = limitedCalls();
    }

    // Also refuses inside a transaction where no call would be made, so that such a mistake shows on its first run.
    @Override
    public CallerIdentity caller() {
        TransactionGuard.requireNoTransaction(AwsExceptionMapper.WHO_AM_I);
        CallerIdentity caller = known;
        return caller == null ? ask() : caller;
    }

    private CallerIdentity ask() {
        asking.lock();
        try {
            CallerIdentity caller = known;
            if (caller == null) {
                caller = stsCalls.read(
                        AwsExceptionMapper.WHO_AM_I,
                        () -> identity(clients.sts().getCallerIdentity()));
                known = caller;
            }
            return caller;
        } finally {
            asking.unlock();
        }
    }

    private static CallerIdentity identity(GetCallerIdentityResponse answer) {
        try {
            String partition = answer.arn().split(":", 3)[1];
            return new CallerIdentity(new AwsAccount(partition, answer.account()), answer.arn());
        } catch (RuntimeException notAnIdentity) {
            throw SdkClientException.create("STS did not say who we are.", notAnIdentity);
        }
    }

    @Override
    public Optional<CallerIdentity> knownCaller() {
        return Optional.ofNullable(known);
    }

    @Override
    public IamAccount own() {
        return ownConnection().account();
    }

    @Override
    public IamAccount account(@Nullable String accountId) {
        return connection(accountId).account();
    }

    @Override
    public ResourceEvidence resources(@Nullable String accountId) {
        return connection(accountId).resources();
    }

    private Connection connection(@Nullable String accountId) {
        CallerIdentity caller = caller();
        return accountId == null || accountId.equals(caller.accountId())
                ? ownConnection()
                : connections.get(new AwsAccount(caller.partition(), accountId), this::connect);
    }

    private Connection ownConnection() {
        return connections.get(caller().account(), own -> {
            AwsCallExecutor calls = limitedCalls();
            List<Gauge> gauges = gauges(own, calls);
            ResourceClients resources = new ResourceClients(clients, null);
            return new Connection(
                    new SdkIamAccount(own, clients.iam(), calls),
                    new SdkResourceEvidence(own, caller().arn(), resources, limitedCalls()),
                    () -> {
                        gauges.forEach(meters::remove);
                        resources.close();
                    });
        });
    }

    private Connection connect(AwsAccount account) {
        AssumedRole provisioner = provisioner(account);
        IamClient iam = clients.iam(provisioner);
        AwsCallExecutor calls = limitedCalls();
        List<Gauge> gauges = gauges(account, calls);
        ResourceClients resources = new ResourceClients(clients, provisioner);
        return new Connection(
                new SdkIamAccount(account, iam, calls.renewing(provisioner::forget)),
                new SdkResourceEvidence(
                        account,
                        account.roleArn(String.valueOf(settings.provisionerRoleName())),
                        resources,
                        limitedCalls().renewing(provisioner::forget)),
                () -> {
                    gauges.forEach(meters::remove);
                    resources.close();
                    clients.close(iam);
                    clients.close(provisioner);
                });
    }

    private AssumedRole provisioner(AwsAccount account) {
        String role = settings.provisionerRoleName();
        if (role == null) {
            throw new AwsException(
                    Kind.ACCOUNT_NOT_CONNECTED,
                    "AssumeRole",
                    null,
                    null,
                    "Account " + account.id() + " is not the service's own. To work in it, set"
                            + " tableflow.aws.provisioner-role-name to a role there that trusts this service.",
                    null);
        }
        return clients.role(account.roleArn(role), settings.provisionerExternalId());
    }

    @Override
    public AccessEvidence openEvidence(@Nullable String accountId) {
        CallerIdentity caller = caller();
        boolean isOwn = accountId == null || accountId.equals(caller.accountId());
        AwsAccount account = isOwn ? caller.account() : new AwsAccount(caller.partition(), String.valueOf(accountId));
        AssumedRole provisioner = isOwn ? null : provisioner(account);
        IamClient iam = provisioner == null ? clients.iam() : clients.iam(provisioner);
        Map<String, CloudTrailClient> trails = new ConcurrentHashMap<>();
        AwsCallExecutor calls = limitedCalls();
        return new SdkAccessEvidence(
                account,
                iam,
                region -> trails.computeIfAbsent(region, it -> clients.cloudTrail(provisioner, it)),
                provisioner == null ? calls : calls.renewing(provisioner::forget),
                () -> {
                    trails.values().forEach(clients::close);
                    if (provisioner != null) {
                        clients.close(iam);
                        clients.close(provisioner);
                    }
                });
    }

    private List<Gauge> gauges(AwsAccount account, AwsCallExecutor calls) {
        return List.of(
                Gauge.builder("tableflow.aws.calls.limit", calls, AwsCallExecutor::limit)
                        .description(
                                "How many calls to IAM this node makes at once at present; less while AWS throttles")
                        .tag("account", account.id())
                        .register(meters),
                Gauge.builder(
                                "tableflow.aws.calls.limit.configured",
                                settings,
                                TableflowProperties.Aws::maxConcurrentCalls)
                        .description("How many calls to IAM this node makes at once while AWS does not throttle")
                        .tag("account", account.id())
                        .register(meters));
    }

    /** Each account has a limit of its own, so that a throttled account does not slow down the others. */
    private AwsCallExecutor limitedCalls() {
        return new AwsCallExecutor(meters, new AdaptiveConcurrencyLimiter(settings.maxConcurrentCalls(), LONGEST_WAIT));
    }

    @Override
    public String defaultRegion() {
        return clients.region().id();
    }
}
