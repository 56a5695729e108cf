package io.tableflow.iam.verification;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What IAM shows of a role, read in three rounds at most: the role and its lists, then policies, then their documents. */
final class RoleEvidence {

    private final ParallelReads reads;
    private final PendingRead<IamAccount> account;
    private final PendingRead<Optional<LiveRole>> role;
    private final PendingRead<ParsedPolicy> trust;
    private final PendingRead<List<String>> attached;
    private final PendingRead<Optional<ParsedPolicy>> boundary;
    private final PendingRead<List<ParsedPolicy>> identity;

    RoleEvidence(ParallelReads reads, PendingRead<IamAccount> account, String name) {
        this.reads = reads;
        this.account = account;
        this.role = reads.start(() -> account.await().findRole(name));
        this.trust = reads.start(this::readTrust);
        this.attached = reads.start(() -> account.await().attachedPolicies(name));
        PendingRead<List<String>> inline = reads.start(() -> account.await().inlinePolicies(name));
        this.identity = reads.start(() -> identity(name, inline));
        this.boundary = reads.start(this::readBoundary);
    }

    private List<ParsedPolicy> identity(String name, PendingRead<List<String>> inline) {
        List<PendingRead<Optional<ParsedPolicy>>> policies = new ArrayList<>();
        for (String arn : attached.await()) {
            policies.add(reads.start(() -> managed(PolicyType.IDENTITY, arn)));
        }
        for (String policy : inline.await()) {
            policies.add(reads.start(() -> Optional.of(ParsedPolicy.parse(
                    PolicyType.IDENTITY,
                    "inline policy " + policy,
                    account.await().inlinePolicyDocument(name, policy)))));
        }
        return policies.stream().flatMap(policy -> policy.await().stream()).toList();
    }

    private Optional<ParsedPolicy> readBoundary() {
        return Optional.ofNullable(role().permissionsBoundaryArn()).flatMap(arn -> managed(PolicyType.BOUNDARY, arn));
    }

    private Optional<ParsedPolicy> managed(PolicyType type, String arn) {
        IamAccount iam = account.await();
        return iam.findPolicy(arn)
                .map(LivePolicy::defaultVersionId)
                .map(version -> ParsedPolicy.parse(type, arn, iam.policyDocument(arn, version)));
    }

    /** The role, if there is one. */
    Optional<LiveRole> find() {
        return role.await();
    }

    /** The role. */
    LiveRole role() {
        return role.await()
                .orElseThrow(
                        () -> new NoAnswerException(CheckOutcome.skipped(CheckReason.NO_ROLE, "There is no role.")));
    }

    private ParsedPolicy readTrust() {
        LiveRole live = role();
        return ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust of role " + live.name(), live.trust());
    }

    /** Its trust, understood. */
    ParsedPolicy trust() {
        return trust.await();
    }

    /** The ARNs of the managed policies that are attached to it. */
    List<String> attached() {
        return attached.await();
    }

    /** Its permissions boundary; empty if it has none that exists. */
    Optional<ParsedPolicy> boundary() {
        return boundary.await();
    }

    /** Everything that bears on what the role asks for, as far as IAM has it. */
    PolicySet policies() {
        role();
        PolicySet policies = PolicySet.unseen().withIdentity(identity.await());
        Optional<ParsedPolicy> limit = boundary();
        if (limit.isEmpty() && role().permissionsBoundaryArn() != null) {
            throw new NoAnswerException(CheckOutcome.unknown(
                    CheckReason.UNDETERMINED,
                    "The role's permissions boundary " + role().permissionsBoundaryArn() + " does not exist."));
        }
        return policies.withBoundary(limit.orElse(null));
    }
}
