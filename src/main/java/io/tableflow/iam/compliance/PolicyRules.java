package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;
import static io.tableflow.iam.compliance.TrustRules.GUIDE;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.policy.evaluation.ActionPattern;
import io.tableflow.iam.policy.statement.PolicyStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules on what the role may do. */
final class PolicyRules {

    private static final String RECONCILE =
            "Reconcile the environment (POST .../reconcile), and find out in CloudTrail who called CreatePolicyVersion.";
    private static final String LEAST_PRIVILEGE = "AWS IAM User Guide, Apply least-privilege permissions: " + GUIDE
            + "best-practices.html#grant-least-privilege";
    private static final String SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/";

    static final List<ComplianceRule> ALL = List.of(
            rule("TFI-POLICY-201", RuleSeverity.HIGH, "The policies allow no action that Tableflow does not need")
                    .because("What Confluent's principal may do, whoever gets hold of it may do.")
                    .remedy(RECONCILE)
                    .source(LEAST_PRIVILEGE)
                    .check(judging(PolicyRules::documentedActions)),
            rule("TFI-POLICY-202", RuleSeverity.HIGH, "The policies allow neither all actions nor all of a service")
                    .because("That includes actions that AWS has not released yet.")
                    .remedy(RECONCILE)
                    .source("AWS Security Hub IAM.1 and IAM.21, CIS AWS Foundations Benchmark 1.16: " + SECURITY_HUB
                            + "iam-controls.html#iam-21")
                    .check(judging(PolicyRules::wholeServices)),
            rule("TFI-POLICY-203", RuleSeverity.HIGH, "The role may use its own bucket and no other")
                    .because("Buckets of others are not Tableflow's business.")
                    .remedy(RECONCILE)
                    .source(LEAST_PRIVILEGE)
                    .check(judging(PolicyRules::ownBucket)),
            rule("TFI-POLICY-204", RuleSeverity.MEDIUM, "The role may use the Glue databases of the spec and no others")
                    .because("In the whole catalog it could delete the tables of others.")
                    .remedy(RECONCILE)
                    .source("AWS Glue Developer Guide, Specifying AWS Glue resource ARNs:"
                            + " https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html")
                    .check(judging(PolicyRules::ownDatabases)),
            rule(
                            "TFI-POLICY-205",
                            RuleSeverity.HIGH,
                            "The role may use the keys of the spec and no others, and they are in its regions")
                    .because("A key encrypts only in its own region, and keys of others protect data of others.")
                    .remedy(
                            "PUT the environment with the keys of the bucket's region, or reconcile it if IAM has others.")
                    .source("AWS Security Hub KMS.1, no decryption with all keys: " + SECURITY_HUB
                            + "kms-controls.html#kms-1")
                    .check(judging(PolicyRules::ownKeys)),
            rule("TFI-POLICY-206", RuleSeverity.HIGH, "The policies allow nothing that changes permissions")
                    .because("Whoever may change policies or pass roles has all the permissions that they want.")
                    .remedy(RECONCILE)
                    .source("AWS IAM User Guide, Grant a user permissions to pass a role to an AWS service: " + GUIDE
                            + "id_roles_use_passrole.html")
                    .check(judging((subject, policies) -> PermissionChanges.judge(policies))),
            rule(
                            "TFI-POLICY-207",
                            RuleSeverity.HIGH,
                            "The version in force of each policy is the one that the service wrote")
                    .because("Another document has no revision, and nobody was asked.")
                    .remedy(RECONCILE)
                    .source("Terraform module, Operational Excellence 1 (Policy Versioning); AWS IAM User Guide,"
                            + " Versioning IAM policies: " + GUIDE + "access_policies_managed-versioning.html")
                    .check(PolicyRules::version));

    private static final Set<String> NEEDED = PolicyRenderer.actions()
            .map(action -> action.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private PolicyRules() {}

    private static Function<ComplianceSubject, Finding> judging(
            BiFunction<ComplianceSubject, List<ReadPolicy>, Finding> check) {
        return subject -> {
            List<ReadPolicy> policies = ResourceKind.POLICIES.stream()
                    .flatMap(kind -> Stream.ofNullable(subject.policies().get(kind)))
                    .toList();
            if (policies.isEmpty()) {
                return Finding.notApplicable("There are no policies yet.");
            }
            return policies.stream()
                    .filter(policy -> !policy.isUnderstood())
                    .findFirst()
                    .map(policy -> Finding.failed(
                            "Policy " + policy.name() + " is not understood, so it might allow anything."))
                    .orElseGet(() -> check.apply(subject, policies));
        };
    }

    /** Whether an action or a pattern is one of those that Tableflow needs. */
    static boolean isNeeded(String action) {
        return NEEDED.contains(action.toLowerCase(Locale.ROOT));
    }

    private static Finding documentedActions(ComplianceSubject subject, List<ReadPolicy> policies) {
        List<String> others = allowed(policies)
                .flatMap(PolicyRules::actions)
                .filter(action -> !isNeeded(action))
                .distinct()
                .toList();
        return Finding.of(
                others.isEmpty(),
                "Each action is one that Tableflow needs.",
                "They also allow " + String.join(", ", others) + ".");
    }

    private static Finding wholeServices(ComplianceSubject subject, List<ReadPolicy> policies) {
        List<String> wide = allowed(policies)
                .flatMap(it -> it.action().negated()
                        ? actions(it)
                        : it.action().patterns().stream().filter(ActionPattern::isWholeService))
                .distinct()
                .toList();
        return Finding.of(wide.isEmpty(), "Each action is named.", "They allow " + String.join(", ", wide) + ".");
    }

    private static Finding ownBucket(ComplianceSubject subject, List<ReadPolicy> policies) {
        String bucket = subject.spec().bucket();
        return resources(policies, "s3", "Only " + bucket + ".", resource -> {
            String[] parts = resource.split(":", 6);
            return parts.length == 6
                    && parts[2].equals("s3")
                    && (parts[5].equals(bucket) || parts[5].equals(bucket + "/*"));
        });
    }

    private static Finding ownDatabases(ComplianceSubject subject, List<ReadPolicy> policies) {
        List<String> databases = subject.spec().glueDatabases();
        if (databases.isEmpty()) {
            return Finding.notApplicable("The spec has no glueDatabases, so the role may use the whole catalog.");
        }
        Set<String> own = Stream.concat(
                        Stream.of("catalog"),
                        databases.stream().flatMap(it -> Stream.of("database/" + it, "table/" + it + "/*")))
                .collect(Collectors.toSet());
        return resources(policies, "glue", "Only " + String.join(", ", databases) + ".", resource -> {
            String[] parts = resource.split(":", 6);
            return parts.length == 6
                    && parts[2].equals("glue")
                    && subject.spec().regions().contains(parts[3])
                    && own.contains(parts[5]);
        });
    }

    private static Finding ownKeys(ComplianceSubject subject, List<ReadPolicy> policies) {
        List<String> keys = subject.spec().kmsKeyArns();
        Finding only = resources(policies, "kms", "Only " + String.join(", ", keys) + ".", keys::contains);
        if (only.status() == RuleStatus.FAILED) {
            return only;
        }
        List<String> elsewhere = keys.stream()
                .filter(key -> !subject.spec().regions().contains(key.split(":", 6)[3]))
                .toList();
        if (!elsewhere.isEmpty()) {
            return Finding.failed(String.join(", ", elsewhere) + ": not in "
                    + String.join(", ", subject.spec().regions()) + ".");
        }
        return keys.isEmpty() ? Finding.notApplicable("The spec has no keys, and the role may use none.") : only;
    }

    private static Finding resources(
            List<ReadPolicy> policies, String service, String passed, Predicate<String> isOwn) {
        List<String> others = policies.stream()
                .flatMap(policy -> policy.allowing(service).stream())
                .flatMap(PolicyRules::resourcesOf)
                .filter(resource -> !isOwn.test(resource))
                .distinct()
                .toList();
        return Finding.of(others.isEmpty(), passed, "The role may also use " + String.join(", ", others) + ".");
    }

    static Stream<String> resourcesOf(PolicyStatement statement) {
        if (statement.resource() == null) {
            return Stream.of();
        }
        return statement.resource().negated()
                ? Stream.of("all but some resources (NotResource)")
                : statement.resource().patterns().stream();
    }

    private static Stream<String> actions(PolicyStatement statement) {
        return statement.action().negated()
                ? Stream.of("all but some actions (NotAction)")
                : statement.action().patterns().stream();
    }

    private static Stream<PolicyStatement> allowed(List<ReadPolicy> policies) {
        return policies.stream().flatMap(ReadPolicy::allowing);
    }

    private static Finding version(ComplianceSubject subject) {
        if (subject.policies().isEmpty()) {
            return Finding.notApplicable("There are no policies yet.");
        }
        List<Difference> found = subject.differences(Kind.DEFAULT_VERSION_MOVED, Kind.DOCUMENT_CHANGED);
        return Finding.of(
                found.isEmpty(),
                "Each is what the spec renders.",
                "Another document is in force: "
                        + String.join(
                                ", ",
                                found.stream()
                                        .map(Difference::resource)
                                        .distinct()
                                        .toList())
                        + ". GET .../drift shows it.");
    }
}
