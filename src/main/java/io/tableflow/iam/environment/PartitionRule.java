package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.CallerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A partition is an AWS of its own: nothing of another one can be used, and IAM refuses a document that names it. A permissions boundary is
 * also in the role's own account, or AWS's own (IAM User Guide, "Permissions boundaries for IAM entities"). A spec that names what is elsewhere could never be
 * applied. What it has already may be repeated, and as long as the service's own account is not known, nothing is refused.
 */
@Component
class PartitionRule {

    private final CallerAccount caller;

    PartitionRule(CallerAccount caller) {
        this.caller = caller;
    }

    /**
     * Validates what a spec names.
     *
     * @param present the environment now; null: there is none yet
     * @throws EnvironmentException naming each field whose new value is elsewhere
     */
    void check(EnvironmentSpec requested, @Nullable Environment present) {
        EnvironmentSpec before = present == null ? null : present.spec();
        List<FieldViolation> violations = account(requested, present)
                .map(account -> violations(requested, before, account))
                .orElse(List.of());
        if (!violations.isEmpty()) {
            throw EnvironmentException.invalid(violations);
        }
    }

    private Optional<AwsAccount> account(EnvironmentSpec requested, @Nullable Environment present) {
        if (present != null && present.account() != null) {
            return Optional.of(present.account());
        }
        String accountId = requested.accountId();
        return caller.knownAccount().map(own -> accountId == null ? own : new AwsAccount(own.partition(), accountId));
    }

    private static List<FieldViolation> violations(
            EnvironmentSpec requested, @Nullable EnvironmentSpec before, AwsAccount account) {
        String rule = "must be in the partition " + account.partition() + ", as the account is";
        List<FieldViolation> violations = new ArrayList<>();
        for (int i = 0; i < requested.regions().size(); i++) {
            String region = requested.regions().get(i);
            if (!account.hasRegion(region)
                    && (before == null || !before.regions().contains(region))) {
                violations.add(new FieldViolation("regions[" + i + "]", rule));
            }
        }
        for (int i = 0; i < requested.kmsKeyArns().size(); i++) {
            String key = requested.kmsKeyArns().get(i);
            if (!isIn(account, key) && (before == null || !before.kmsKeyArns().contains(key))) {
                violations.add(new FieldViolation("kmsKeyArns[" + i + "]", rule));
            }
        }
        String boundary = requested.permissionsBoundaryArn();
        if (boundary != null && (before == null || !Objects.equals(boundary, before.permissionsBoundaryArn()))) {
            if (!isIn(account, boundary)) {
                violations.add(new FieldViolation("permissionsBoundaryArn", rule));
            } else if (!List.of(account.id(), "aws").contains(boundary.split(":", 6)[4])) {
                violations.add(new FieldViolation(
                        "permissionsBoundaryArn",
                        "must be a policy of the account " + account.id() + ", or one of AWS's own"));
            }
        }
        return violations;
    }

    private static boolean isIn(AwsAccount account, String arn) {
        return arn.startsWith("arn:" + account.partition() + ":");
    }
}
