package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the claims about one trust, each by the requests that would prove it wrong. A request of somebody else that might be
 * allowed counts as one that is.
 */
public final class TrustJudge {

    private static final String ASSUME_ROLE = "sts:AssumeRole";
    private static final String EXTERNAL_ID = "sts:ExternalId";
    private static final String SESSION_TAG = "aws:RequestTag/tableflow";
    private static final List<String> USUAL_SERVICES =
            List.of("ec2.amazonaws.com", "lambda.amazonaws.com", "glue.amazonaws.com", "s3.amazonaws.com");
    private static final PolicySet OF_AN_ADMINISTRATOR = PolicySet.unseen()
            .withIdentity(
                    List.of(ParsedPolicy.parse(PolicyType.IDENTITY, "AdministratorAccess", new PolicyDocument("""
                            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""))));

    private final ParsedPolicy trust;
    private final RoleArn role;
    private final @Nullable TrustedPrincipal expected;
    private final TrustConditions conditions;
    private final Instant now;

    /**
     * @param role the role whose trust it is
     * @param expected whom it is to let in; null: nobody
     * @param conditions under which it is to do so
     */
    public TrustJudge(
            ParsedPolicy trust,
            RoleArn role,
            @Nullable TrustedPrincipal expected,
            TrustConditions conditions,
            Instant now) {
        this.trust = trust;
        this.role = role;
        this.expected = expected;
        this.conditions = conditions;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the claim holds. */
    public TrustFinding judge(TrustClaim claim) {
        AwsAccount own = role.account();
        return switch (claim) {
            case CONFLUENT_CAN_ASSUME -> ofConfluent(it -> allowed(confluent(it), ASSUME_ROLE, usual(it)));
            case CONFLUENT_CAN_ASSUME_WITH_SESSION_TAGS ->
                ofConfluent(it -> allowed(confluent(it), ASSUME_ROLE, withTags(usual(it))));
            case CONFLUENT_PRINCIPAL_NOT_DELETED -> ofConfluent(it -> principalExists());
            case TRUST_CONDITIONS_CAN_HOLD -> conditionsCanHold();
            case ASSUME_WITHOUT_EXTERNAL_ID_DENIED ->
                ofConfluent(it -> denied(confluent(it), ASSUME_ROLE, RequestContext.of(Map.of())));
            case ASSUME_WITH_OTHER_EXTERNAL_ID_DENIED ->
                ofConfluent(it -> denied(confluent(it), ASSUME_ROLE, sends(it.externalId() + "-0")));
            case ASSUME_WITH_EXTERNAL_ID_IN_OTHER_CASE_DENIED -> ofConfluent(this::otherCase);
            case ASSUME_WITH_SESSION_TAGS_BUT_NO_EXTERNAL_ID_DENIED ->
                ofConfluent(it -> denied(confluent(it), ASSUME_ROLE, withTags(Map.of())));
            case ASSUME_BY_OTHER_ROLE_OF_CONFLUENT_DENIED ->
                ofConfluent(it -> denied(otherRole(it.role()), ASSUME_ROLE, sends(it.externalId())));
            case ASSUME_BY_ACCOUNT_OF_CONFLUENT_DENIED ->
                ofConfluent(it -> denied(
                        RequestPrincipal.other(it.role().accountId()), ASSUME_ROLE, anythingWith(it.externalId())));
            case ASSUME_BY_OWN_ACCOUNT_DENIED -> denied(RequestPrincipal.other(own.id()), ASSUME_ROLE, anything());
            case ASSUME_BY_OWN_ADMINISTRATOR_DENIED -> administrator();
            case ASSUME_BY_OTHER_ACCOUNT_DENIED -> denied(TrustProbes.STRANGER, ASSUME_ROLE, anything());
            case ASSUME_BY_ANONYMOUS_DENIED ->
                denied(RequestPrincipal.ANYBODY_UNSIGNED, ASSUME_ROLE, RequestContext.unknown());
            case ASSUME_BY_SERVICE_DENIED -> all(services().map(it -> denied(it, ASSUME_ROLE, anything())));
            case ASSUME_WITH_SAML_DENIED -> federated("sts:AssumeRoleWithSAML");
            case ASSUME_WITH_WEB_IDENTITY_DENIED -> federated("sts:AssumeRoleWithWebIdentity");
            case TAG_SESSION_BY_OTHERS_DENIED ->
                denied(TrustProbes.STRANGER, "sts:TagSession", RequestContext.unknown());
            case NOBODY_ELSE_LET_IN -> nobodyElse();
        };
    }

    /**
     * The claims that do not hold of a trust that was written for somebody; one that begins later is judged as of then.
     *
     * @param trust as IAM shows it
     */
    public static List<TrustClaim> broken(
            PolicyDocument trust,
            RoleArn role,
            @Nullable TrustedPrincipal expected,
            TrustConditions conditions,
            Instant now) {
        Instant from = conditions.validFrom();
        TrustJudge judge = new TrustJudge(
                ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust of role " + role.name(), trust),
                role,
                expected,
                conditions,
                from != null && now.isBefore(from) ? from : now);
        return Arrays.stream(TrustClaim.values())
                .filter(claim -> judge.judge(claim).status() == TrustFinding.Status.BROKEN)
                .toList();
    }

    private interface Judgement {
        TrustFinding of(TrustedPrincipal confluent);
    }

    private TrustFinding ofConfluent(Judgement judgement) {
        return expected == null
                ? TrustFinding.notApplicable("Confluent's principal is not known yet.")
                : judgement.of(expected);
    }

    private TrustFinding allowed(RequestPrincipal who, String action, RequestContext context) {
        EvaluationResult result = evaluate(who, action, context, PolicySet.unseen());
        return switch (result.decision()) {
            case ALLOWED -> TrustFinding.holds(result.sentence() + ".");
            case CONDITIONAL ->
                result.missingContext().isEmpty()
                        ? TrustFinding.holds(result.sentence() + ": that side cannot be seen from here.")
                        : TrustFinding.unknown(result.sentence() + ".");
            case UNDETERMINED -> TrustFinding.unknown(result.sentence() + ".");
            case IMPLICIT_DENY, EXPLICIT_DENY -> TrustFinding.broken(result.sentence() + "." + why(result));
        };
    }

    private static String why(EvaluationResult denied) {
        List<StatementMatch> statements = denied.because().isEmpty() ? denied.nearMisses() : denied.because();
        return statements.stream()
                .map(it -> " Statement " + it.index() + " of the " + it.policy() + ": " + it.reason())
                .collect(Collectors.joining());
    }

    private TrustFinding denied(RequestPrincipal who, String action, RequestContext context) {
        return denied(who, action, context, PolicySet.unseen());
    }

    private TrustFinding denied(RequestPrincipal who, String action, RequestContext context, PolicySet known) {
        EvaluationResult result = evaluate(who, action, context, known);
        String sentence = result.sentence() + ".";
        return switch (result.decision()) {
            case IMPLICIT_DENY -> TrustFinding.holds(sentence);
            case EXPLICIT_DENY ->
                result.because().stream().allMatch(StatementMatch::isAssumed)
                        ? TrustFinding.unknown(
                                sentence + " AWS does not document what the condition of the deny means.")
                        : TrustFinding.holds(sentence);
            case ALLOWED, CONDITIONAL -> TrustFinding.broken(sentence + why(result));
            case UNDETERMINED -> TrustFinding.unknown(sentence);
        };
    }

    private EvaluationResult evaluate(RequestPrincipal who, String action, RequestContext context, PolicySet known) {
        return PolicyEvaluator.evaluate(
                new EvaluationRequest(who, action, role.toString(), role.accountId(), context),
                known.withResource(trust));
    }

    private TrustFinding otherCase(TrustedPrincipal confluent) {
        String id = confluent.externalId();
        String upper = id.toUpperCase(Locale.ROOT);
        String other = upper.equals(id) ? id.toLowerCase(Locale.ROOT) : upper;
        return other.equals(id)
                ? TrustFinding.notApplicable("The external id has no letters.")
                : denied(confluent(confluent), ASSUME_ROLE, sends(other));
    }

    private TrustFinding administrator() {
        RequestPrincipal administrator = principal(role.account().roleArn("Administrator"));
        return denied(administrator, ASSUME_ROLE, anything(), OF_AN_ADMINISTRATOR);
    }

    private TrustFinding federated(String action) {
        Stream<RequestPrincipal> named = trust.principals()
                .flatMap(it -> it.of("Federated").stream())
                .filter(it -> !it.equals("*"))
                .map(it -> new RequestPrincipal(Kind.FEDERATED, it, null, null, null));
        return all(Stream.concat(Stream.of(TrustProbes.OF_UNNAMED_PROVIDER), named)
                .map(it -> denied(it, action, RequestContext.unknown())));
    }

    private Stream<RequestPrincipal> services() {
        Stream<String> named =
                trust.principals().flatMap(it -> it.of("Service").stream()).filter(it -> !it.equals("*"));
        return Stream.concat(named, USUAL_SERVICES.stream())
                .distinct()
                .map(it -> new RequestPrincipal(Kind.SERVICE, it, null, null, null));
    }

    /** The worst of them. */
    private static TrustFinding all(Stream<TrustFinding> findings) {
        List<TrustFinding> all = findings.toList();
        return Stream.of(TrustFinding.Status.BROKEN, TrustFinding.Status.UNKNOWN)
                .flatMap(worst -> all.stream().filter(it -> it.status() == worst))
                .findFirst()
                .orElse(all.getFirst());
    }

    private TrustFinding nobodyElse() {
        return new TrustProbes(trust, expected).anyLetsIn()
                ? TrustFinding.broken(
                        expected == null
                                ? "The trust lets somebody in, although Confluent's principal is not known yet."
                                : "The trust lets in somebody beside " + expected.role()
                                        + ", or that principal without its external id.")
                : TrustFinding.holds(
                        expected == null
                                ? "The trust lets nobody in."
                                : "The trust lets in only " + expected.role() + ", with its external id.");
    }

    private TrustFinding principalExists() {
        List<String> deleted = trust.principals()
                .flatMap(it -> it.of("AWS").stream())
                .filter(it -> TrustProbes.DELETED.matcher(it).matches())
                .toList();
        return deleted.isEmpty()
                ? TrustFinding.holds("IAM shows the principal of the trust as an ARN: it exists.")
                : TrustFinding.broken("IAM shows " + String.join(", ", deleted)
                        + " in the place of the principal: it was deleted, and nobody can be it again.");
    }

    private TrustFinding conditionsCanHold() {
        if (conditions.isEmpty()) {
            return TrustFinding.holds("The spec has no trustConditions.");
        }
        List<String> never = new ArrayList<>();
        Instant until = conditions.validUntil();
        if (until != null && !now.isBefore(until)) {
            never.add("validUntil " + until + " is over");
        }
        if (conditions.neverHolds()) {
            never.add("validUntil is not after validFrom");
        }
        List<String> ips = conditions.sourceIps();
        if (!ips.isEmpty() && ips.stream().allMatch(TrustConditions::isNeverSeen)) {
            never.add("no request reaches AWS from " + String.join(", ", ips) + ", which are no public addresses");
        }
        return never.isEmpty()
                ? TrustFinding.holds("A request can meet the spec's trustConditions.")
                : TrustFinding.broken(
                        "No request can meet the spec's trustConditions: " + String.join("; ", never) + ".");
    }

    /** The request that Confluent makes, from an address that the conditions allow. */
    private Map<String, List<String>> usual(TrustedPrincipal confluent) {
        Map<String, List<String>> context = new HashMap<>();
        context.put(EXTERNAL_ID, List.of(confluent.externalId()));
        context.put("aws:CurrentTime", List.of(now.toString()));
        context.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
        context.put("aws:SecureTransport", List.of("true"));
        if (!conditions.sourceIps().isEmpty()) {
            context.put(
                    "aws:SourceIp", List.of(conditions.sourceIps().getFirst().replaceAll("/.*", "")));
        }
        return context;
    }

    private TrustFinding allowed(RequestPrincipal who, String action, Map<String, List<String>> context) {
        return allowed(who, action, RequestContext.of(context));
    }

    private static RequestContext withTags(Map<String, List<String>> context) {
        Map<String, List<String>> tagged = new HashMap<>(context);
        tagged.put(SESSION_TAG, List.of("true"));
        return RequestContext.of(tagged);
    }

    private static RequestContext sends(String externalId) {
        return RequestContext.of(Map.of(EXTERNAL_ID, List.of(externalId)));
    }

    /** The external id, if there is one, and nothing known beside. */
    private RequestContext anything() {
        return expected == null ? RequestContext.unknown() : anythingWith(expected.externalId());
    }

    private static RequestContext anythingWith(String externalId) {
        return RequestContext.unknown().with(EXTERNAL_ID, externalId);
    }

    private static RequestPrincipal confluent(TrustedPrincipal confluent) {
        return principal(confluent.role().toString());
    }

    private static RequestPrincipal otherRole(RoleArn confluent) {
        String name = confluent.name().equals("cspi-other") ? "cspi-another" : "cspi-other";
        return principal(new RoleArn(confluent.partition(), confluent.accountId(), confluent.path(), name).toString());
    }

    private static RequestPrincipal principal(String arn) {
        return Optional.of(arn).flatMap(RequestPrincipal::parse).orElseThrow();
    }
}
