package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;
import static io.tableflow.iam.compliance.TrustRules.GUIDE;
import static io.tableflow.iam.compliance.TrustRules.RECONCILE;
import static io.tableflow.iam.compliance.TrustRules.judging;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The rules on whether the trust goes on letting in Confluent. */
final class TrustUseRules {

    /** Role trust policy length, in characters (IAM User Guide, "IAM and AWS STS quotas"). */
    private static final int TRUST_QUOTA = 2048;

    private static final int WARN_PERCENT = 80;
    private static final Duration NOTICE = Duration.ofDays(14);

    /** Any role: a trust can't tell which role it is the trust of. */
    private static final String ROLE = "arn:aws:iam::000000000000:role/judged";

    private static final String ACCOUNT = "000000000000";

    /** Whatever the principal's own account has to say is not what is judged here. */
    private static final ParsedPolicy EVERYTHING = ParsedPolicy.parse(
            PolicyType.IDENTITY,
            "policies of the principal's account",
            new PolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                    + "\"Resource\":\"*\"}]}"));

    /**
     * The keys that each request of a role has, in lower case (IAM User Guide, "AWS global condition context keys" and "Keys
     * available for AWS STS"). Those of a VPC endpoint, of an organization and of calls by services are not among them.
     */
    private static final Set<String> CARRIED = Set.of(
            "aws:sourceip",
            "aws:currenttime",
            "aws:epochtime",
            "aws:securetransport",
            "aws:requestedregion",
            "aws:useragent",
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principaltype",
            "aws:userid",
            "aws:tokenissuetime",
            "sts:rolesessionname");

    static final List<ComplianceRule> ALL = List.of(
            rule(
                            "TFI-TRUST-007",
                            RuleSeverity.MEDIUM,
                            "The principal of the integration, and nobody else, may pass session tags")
                    .because("Tableflow passes session tags, so without sts:TagSession its AssumeRole is denied.")
                    .remedy(RECONCILE)
                    .source("AWS IAM User Guide, Pass session tags in AWS STS: " + GUIDE + "id_session-tags.html")
                    .check(judging(TrustUseRules::tagSession)),
            rule("TFI-TRUST-008", RuleSeverity.HIGH, "Confluent's request can meet all conditions of the trust")
                    .because("A condition on a key that the request does not carry, such as aws:SourceAccount, shuts"
                            + " Confluent out.")
                    .remedy(RECONCILE)
                    .source(
                            "AWS IAM User Guide, AWS global condition context keys; Terraform module, Security Hardening"
                                    + " 2 (Condition Keys): " + GUIDE + "reference_policies_condition-keys.html")
                    .check(judging(TrustUseRules::satisfiable)),
            rule(
                            "TFI-TRUST-009",
                            RuleSeverity.CRITICAL,
                            "The principal of the integration is in an account of Confluent's")
                    .because("Whoever has the webhook's secret could otherwise let in a principal of any account.")
                    .remedy("Enter the right integration (PUT .../integration), or correct"
                            + " tableflow.confluent.principal-accounts.")
                    .source("AWS IAM User Guide, Access to AWS accounts owned by third parties: " + GUIDE
                            + "id_roles_common-scenarios_third-party.html")
                    .neverWaived()
                    .check(TrustUseRules::principalAccount),
            rule("TFI-TRUST-010", RuleSeverity.MEDIUM, "The trust does not end within 14 days")
                    .because("When it ends, Tableflow stops writing.")
                    .remedy("PUT the environment with a later trustConditions.validUntil, or without one.")
                    .source("Terraform module, Security Hardening 3 (Time-Based Access); AWS IAM User Guide, Date"
                            + " condition operators: " + GUIDE
                            + "reference_policies_elements_condition_operators.html#Conditions_Date")
                    .check(TrustUseRules::end),
            rule("TFI-TRUST-011", RuleSeverity.HIGH, "The trust names no principal that was deleted")
                    .because("IAM shows the bare id of a deleted principal. A new one of its name is not let in.")
                    .remedy("Confirm the integration: have Confluent's pipeline call back, or PUT .../integration.")
                    .source("AWS IAM User Guide, AWS JSON policy elements: Principal: " + GUIDE
                            + "reference_policies_elements_principal.html")
                    .check(judging(TrustUseRules::deletedPrincipals)),
            rule(
                            "TFI-TRUST-012",
                            RuleSeverity.LOW,
                            "The trust has at most " + WARN_PERCENT + " % of the characters that AWS takes")
                    .because("One address more in trustConditions.sourceIps can make AWS refuse the whole trust.")
                    .remedy("Name fewer, larger blocks of addresses, or have the account's quota 'Role trust policy"
                            + " length' raised.")
                    .source("AWS IAM User Guide, IAM and AWS STS quotas (L-C07B4B0D): " + GUIDE
                            + "reference_iam-quotas.html")
                    .check(judging(TrustUseRules::length)));

    private TrustUseRules() {}

    private static Finding tagSession(ComplianceSubject subject, ReadTrust trust) {
        TrustedPrincipal expected = subject.expected();
        if (expected == null || trust.allowing(TrustRules.ASSUME_ROLE).isEmpty()) {
            return Finding.notApplicable("Nobody is to assume the role, or can.");
        }
        List<String> others = trust.allowing("sts:TagSession").stream()
                .map(it -> Objects.requireNonNull(it.principal()))
                .flatMap(it -> it.negated() ? Stream.of("NotPrincipal") : it.all())
                .filter(name -> !name.equals(expected.role().toString()))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            return Finding.failed("sts:TagSession is also allowed to " + String.join(", ", others) + ".");
        }
        return switch (asked(trust, expected, "sts:TagSession").decision()) {
            case ALLOWED, CONDITIONAL -> Finding.passed("sts:TagSession is allowed to " + expected.role() + " alone.");
            case EXPLICIT_DENY, IMPLICIT_DENY, UNDETERMINED ->
                Finding.failed("sts:TagSession is not allowed to " + expected.role() + ".");
        };
    }

    private static Finding satisfiable(ComplianceSubject subject, ReadTrust trust) {
        TrustedPrincipal expected = subject.expected();
        if (expected == null || trust.allowing(TrustRules.ASSUME_ROLE).isEmpty()) {
            return Finding.notApplicable("Nobody is to assume the role, or can.");
        }
        EvaluationResult result = asked(trust, expected, TrustRules.ASSUME_ROLE);
        List<String> notCarried = result.missingContext().stream()
                .filter(key -> !CARRIED.contains(key.toLowerCase(Locale.ROOT)))
                .toList();
        if (!notCarried.isEmpty()) {
            return Finding.failed("It depends on " + String.join(", ", notCarried)
                    + ", which Confluent's request is not known to carry.");
        }
        return result.decision() == AccessDecision.ALLOWED || result.decision() == AccessDecision.CONDITIONAL
                ? Finding.passed("sts:AssumeRole with the external id is allowed to " + expected.role()
                        + (result.missingContext().isEmpty()
                                ? "."
                                : ", depending on " + String.join(", ", result.missingContext()) + "."))
                : Finding.failed("sts:AssumeRole with the external id is denied to " + expected.role() + ".");
    }

    private static EvaluationResult asked(ReadTrust trust, TrustedPrincipal expected, String action) {
        return PolicyEvaluator.evaluate(
                new EvaluationRequest(
                        RequestPrincipal.parse(expected.role().toString()).orElseThrow(),
                        action,
                        ROLE,
                        ACCOUNT,
                        RequestContext.of(Map.of("sts:ExternalId", List.of(expected.externalId())))),
                PolicySet.unseen().withIdentity(List.of(EVERYTHING)).withResource(trust.parsed()));
    }

    private static Finding principalAccount(ComplianceSubject subject) {
        TrustedPrincipal expected = subject.expected();
        List<String> accounts = subject.settings().principalAccounts();
        if (expected == null || accounts.isEmpty()) {
            return Finding.notApplicable(
                    expected == null
                            ? "No integration is in force."
                            : "tableflow.confluent.principal-accounts is not set: any account may be Confluent's.");
        }
        String account = expected.role().accountId();
        return Finding.of(
                accounts.contains(account),
                "It is in account " + account + ".",
                "It is in account " + account + ", which is not one of tableflow.confluent.principal-accounts.");
    }

    private static Finding end(ComplianceSubject subject) {
        Instant until = subject.spec().trustConditionsOrNone().validUntil();
        if (until == null) {
            return Finding.notApplicable("It has no end.");
        }
        return Finding.of(
                until.isAfter(subject.now().plus(NOTICE)), "It ends at " + until + ".", "It ends at " + until + ".");
    }

    private static Finding deletedPrincipals(ComplianceSubject subject, ReadTrust trust) {
        Set<String> deleted = trust.document().deletedPrincipals();
        return Finding.of(
                deleted.isEmpty(),
                "Each principal is an ARN.",
                "It names " + String.join(", ", deleted) + " in the place of a principal that was deleted.");
    }

    private static Finding length(ComplianceSubject subject, ReadTrust trust) {
        int length = trust.document().length();
        String has = "It has " + length + " characters; AWS takes " + TRUST_QUOTA + " unless the quota was raised.";
        return Finding.of(length * 100 <= TRUST_QUOTA * WARN_PERCENT, has, has);
    }
}
