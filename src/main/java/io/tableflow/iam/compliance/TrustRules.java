package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.statement.Condition;
import io.tableflow.iam.policy.statement.PolicyStatement;
import io.tableflow.iam.policy.statement.PrincipalElement;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules on whom the trust lets in. None of them can be waived. */
final class TrustRules {

    static final String GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    static final String ASSUME_ROLE = "sts:AssumeRole";
    static final String RECONCILE = "Reconcile the environment (POST .../reconcile), and find out in CloudTrail who"
            + " called UpdateAssumeRolePolicy.";

    private static final String EXTERNAL_ID = "sts:ExternalId";
    private static final String BY_EXTERNAL_ID = "AWS IAM User Guide, The confused deputy problem; Terraform module,"
            + " Security Hardening 1 (External ID): " + GUIDE + "confused-deputy.html";
    private static final String PRINCIPALS = "AWS IAM User Guide, AWS JSON policy elements: Principal: " + GUIDE
            + "reference_policies_elements_principal.html";
    private static final Pattern WHOLE_ACCOUNT = Pattern.compile("\\d{12}|arn:[^:]*:iam::\\d{12}:root");

    static final List<ComplianceRule> ALL = List.of(
            rule(
                            "TFI-TRUST-001",
                            RuleSeverity.CRITICAL,
                            "Nobody but the principal of the provider integration can assume the role")
                    .because("Whoever can assume the role can read, write and delete the tables.")
                    .remedy(RECONCILE)
                    .source("AWS IAM Access Analyzer, external access findings: " + GUIDE
                            + "access-analyzer-findings.html")
                    .neverWaived()
                    .check(judging(TrustRules::onlyTheExpected)),
            rule(
                            "TFI-TRUST-002",
                            RuleSeverity.CRITICAL,
                            "The role is assumed only with its external id, compared by StringEquals")
                    .because("Without it, any other customer of Confluent could have Confluent use this role for them.")
                    .remedy(RECONCILE)
                    .source(BY_EXTERNAL_ID)
                    .neverWaived()
                    .check(judging(TrustRules::externalId)),
            rule(
                            "TFI-TRUST-003",
                            RuleSeverity.CRITICAL,
                            "No operator on the external id lets another one pass, or none")
                    .because(
                            "IfExists, ForAllValues and the negated operators are met by a request that has no external"
                                    + " id; Like and IgnoreCase by more than one.")
                    .remedy(RECONCILE)
                    .source("AWS IAM User Guide, Condition operators: " + GUIDE
                            + "reference_policies_elements_condition_operators.html")
                    .neverWaived()
                    .check(judging(TrustRules::operators)),
            rule(
                            "TFI-TRUST-004",
                            RuleSeverity.CRITICAL,
                            "The trust names no wildcard and no whole account as a principal")
                    .because(
                            "It would be open to everybody to whom an administrator of that account gives the permission.")
                    .remedy(RECONCILE)
                    .source(PRINCIPALS)
                    .neverWaived()
                    .check(judging((subject, trust) ->
                            named(trust, "AWS", TrustRules::isWide, "a wildcard or a whole account"))),
            rule("TFI-TRUST-005", RuleSeverity.CRITICAL, "The trust has no NotPrincipal")
                    .because("It means everybody else, also those who do not exist yet.")
                    .remedy(RECONCILE)
                    .source("AWS IAM User Guide, AWS JSON policy elements: NotPrincipal: " + GUIDE
                            + "reference_policies_elements_notprincipal.html")
                    .neverWaived()
                    .check(judging((subject, trust) -> notPrincipal(trust))),
            rule(
                            "TFI-TRUST-006",
                            RuleSeverity.CRITICAL,
                            "The trust lets in no AWS service and nobody of an identity provider")
                    .because(
                            "Only Confluent's role has any business with it; services and providers need no external id.")
                    .remedy(RECONCILE)
                    .source(PRINCIPALS)
                    .neverWaived()
                    .check(judging((subject, trust) -> others(trust))));

    private TrustRules() {}

    /** The check of a trust that is known. */
    static Function<ComplianceSubject, Finding> judging(BiFunction<ComplianceSubject, ReadTrust, Finding> check) {
        return subject -> {
            ReadTrust trust = subject.trust();
            if (trust == null) {
                return unknown(subject);
            }
            return trust.parsed() == null
                    ? Finding.failed("The trust is not understood, so it might let in anybody.")
                    : check.apply(subject, trust);
        };
    }

    private static Finding unknown(ComplianceSubject subject) {
        return subject.differs(io.tableflow.iam.environment.status.Difference.Kind.NOT_OURS)
                ? Finding.failed("The role of that name is not this environment's, and its trust is not judged.")
                : Finding.notApplicable("There is no role, or its trust is not settled yet.");
    }

    private static Finding onlyTheExpected(ComplianceSubject subject, ReadTrust trust) {
        return Finding.of(!trust.letsInOthersThan(subject.expected()), trust.inWords(), trust.inWords());
    }

    private static Finding externalId(ComplianceSubject subject, ReadTrust trust) {
        List<PolicyStatement> ways = trust.allowing(ASSUME_ROLE);
        if (ways.isEmpty()) {
            return Finding.notApplicable("Nobody can assume the role.");
        }
        return ways.stream()
                .filter(way -> onExternalId(way).noneMatch(it -> isExact(it, subject.expected())))
                .findFirst()
                .map(way -> Finding.failed(
                        where(way) + " allows " + ASSUME_ROLE + " without exactly the external id of the integration."))
                .orElseGet(() -> Finding.passed("Each statement that allows " + ASSUME_ROLE
                        + " has StringEquals on sts:ExternalId with the one value of the integration."));
    }

    private static boolean isExact(Condition condition, @Nullable TrustedPrincipal expected) {
        return condition.operator().equals("StringEquals")
                && condition.values().size() == 1
                && (expected == null || condition.values().contains(expected.externalId()));
    }

    private static Finding operators(ComplianceSubject subject, ReadTrust trust) {
        List<String> others = trust.allowing().stream()
                .flatMap(TrustRules::onExternalId)
                .map(Condition::operator)
                .filter(operator -> !operator.equals("StringEquals"))
                .distinct()
                .toList();
        return Finding.of(
                others.isEmpty(),
                "sts:ExternalId is compared by StringEquals or not at all.",
                "sts:ExternalId is compared by " + String.join(", ", others) + ".");
    }

    private static Stream<Condition> onExternalId(PolicyStatement statement) {
        return statement.conditions().stream().filter(it -> it.key().equalsIgnoreCase(EXTERNAL_ID));
    }

    private static boolean isWide(String principal) {
        return principal.contains("*") || WHOLE_ACCOUNT.matcher(principal).matches();
    }

    private static Finding named(ReadTrust trust, String type, Predicate<String> is, String what) {
        List<String> found = principals(trust)
                .flatMap(element -> element.of(type).stream())
                .filter(is)
                .distinct()
                .toList();
        return Finding.of(
                found.isEmpty(),
                "No statement that allows something names " + what + ".",
                "It lets in " + String.join(", ", found) + ".");
    }

    private static Finding others(ReadTrust trust) {
        List<String> found = principals(trust)
                .flatMap(element ->
                        Stream.of("Service", "Federated", "CanonicalUser").flatMap(type -> element.of(type).stream()))
                .distinct()
                .toList();
        return Finding.of(
                found.isEmpty(), "Each principal is of the type AWS.", "It lets in " + String.join(", ", found) + ".");
    }

    private static Finding notPrincipal(ReadTrust trust) {
        return Objects.requireNonNull(trust.parsed()).statements().stream()
                .filter(it -> it.principal() != null && it.principal().negated())
                .findFirst()
                .map(it -> Finding.failed(where(it) + " has NotPrincipal."))
                .orElseGet(() -> Finding.passed("No statement has NotPrincipal."));
    }

    private static Stream<PrincipalElement> principals(ReadTrust trust) {
        return trust.allowing().stream().map(PolicyStatement::principal).filter(Objects::nonNull);
    }

    /** Which statement it is; a Sid may be anything. */
    static String where(PolicyStatement statement) {
        return "Statement " + (statement.index() + 1) + " of the trust";
    }
}
