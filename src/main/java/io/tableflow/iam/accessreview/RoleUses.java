package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.accessreview.RoleUseSummary.LastUse;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.RoleUse;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what is known of the use of an environment's role: what was collected, and one call to IAM for when it was last used. */
@Component
public class RoleUses {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int MOST_CALLS = 50;
    private static final int MOST_CALLERS = 50;

    /** How far back IAM's reports go (IAM's user guide, "Last accessed information"). */
    private static final Duration TRACKED = Duration.ofDays(400);

    private final AwsAccounts accounts;
    private final UseStore store;
    private final CallStore calls;
    private final Clock clock;
    private final boolean isCollected;

    RoleUses(AwsAccounts accounts, UseStore store, CallStore calls, Clock clock, TableflowProperties properties) {
        this.accounts = accounts;
        this.store = store;
        this.calls = calls;
        this.clock = clock;
        this.isCollected = properties.accessReview().enabled();
    }

    /** What is known, outside any transaction. What AWS does not tell is said to be unknown, with the reason. */
    public RoleUseSummary of(Environment environment) {
        AwsAccount account = environment.account();
        UseReport report = store.report(environment.id()).orElse(null);
        Instant collected = report == null ? null : report.collectedAt();
        Instant since = null;
        if (collected != null) {
            Instant tracked = collected.minus(TRACKED);
            since = tracked.isAfter(environment.createdAt()) ? tracked : environment.createdAt();
        }
        return new RoleUseSummary(
                isCollected,
                lastUse(environment),
                report,
                since,
                report == null
                        ? List.of()
                        : report.lines().stream()
                                .filter(it -> it.action().isEmpty())
                                .toList(),
                account == null
                        ? List.of()
                        : actions(environment, account)
                                .map(it -> ActionEvidence.of(it, report))
                                .toList(),
                account == null ? List.of() : store.coverage(account.id()),
                calls.callers(environment.id(), MOST_CALLERS),
                calls.latestCalls(environment.id(), MOST_CALLS));
    }

    private LastUse lastUse(Environment environment) {
        Instant now = clock.instant();
        AwsAccount account = environment.account();
        if (account == null) {
            return new LastUse(now, null, null, "The role does not exist yet.", null);
        }
        try {
            Optional<RoleUse> use = accounts.account(account.id())
                    .roleUse(environment.spec().names().role());
            return use.map(it -> new LastUse(
                            now,
                            it.at(),
                            it.region(),
                            it.isTold() ? null : "IAM does not tell when a role was used.",
                            null))
                    .orElseGet(() -> new LastUse(now, null, null, "There is no such role in IAM.", null));
        } catch (AwsException failure) {
            return new LastUse(now, null, null, String.valueOf(failure.getMessage()), MissingPermission.of(failure));
        }
    }

    private static Stream<String> actions(Environment environment, AwsAccount account) {
        return Stream.of(
                        DesiredPolicies.s3(environment.spec(), account),
                        DesiredPolicies.glue(environment.spec(), account))
                .flatMap(RoleUses::actions)
                .distinct()
                .sorted();
    }

    private static Stream<String> actions(PolicyDocument document) {
        return PolicyJson.items(JSON.readTree(document.json()).path("Statement")).stream()
                .flatMap(statement -> PolicyJson.items(statement.path("Action")).stream())
                .map(JsonNode::asString);
    }
}
