package io.tableflow.iam.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RandomPolicies;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The service's evaluator and the test IAM's own, which share no code, answer the same questions in the same way. */
class TrustAgreementTest {

    private static final int QUESTIONS = 10_000;
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private static final ParsedPolicy EVERYTHING = ParsedPolicy.parse(
            PolicyType.IDENTITY, "identity", new io.tableflow.iam.policy.document.PolicyDocument("""
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""));

    @Test
    void bothDecideAlike() {
        Map<AccessDecision, Integer> decisions = new EnumMap<>(AccessDecision.class);
        List<String> disagreements = new ArrayList<>();
        for (int seed = 1; seed <= QUESTIONS; seed++) {
            RandomPolicies random = new RandomPolicies(seed);
            ObjectNode trust = random.trust();
            String caller = random.caller();
            Map<String, List<String>> context = random.context(caller);

            EvaluationResult ours = ours(trust, caller, context);
            boolean theirs = theirs(trust, caller, context);

            decisions.merge(ours.decision(), 1, Integer::sum);
            if (theirs != (ours.decision() == AccessDecision.ALLOWED)) {
                disagreements.add("seed " + seed + ": " + ours.sentence() + ", the test IAM " + theirs + ": " + caller
                        + " " + context + " " + trust);
            }
        }

        assertThat(disagreements).as("%s", decisions).isEmpty();
        assertThat(decisions.get(AccessDecision.ALLOWED)).isGreaterThan(QUESTIONS / 10);
        assertThat(decisions.get(AccessDecision.EXPLICIT_DENY)).isGreaterThan(QUESTIONS / 10);
        assertThat(decisions.get(AccessDecision.IMPLICIT_DENY)).isGreaterThan(QUESTIONS / 10);
    }

    private static EvaluationResult ours(ObjectNode trust, String caller, Map<String, List<String>> context) {
        RoleArn role = RoleArn.parse(caller).orElseThrow();
        EvaluationRequest request = new EvaluationRequest(
                RequestPrincipal.parse(role.session("session")).orElseThrow(),
                "sts:AssumeRole",
                RandomPolicies.ROLE,
                "123456789012",
                io.tableflow.iam.policy.evaluation.RequestContext.of(context));
        ParsedPolicy policy = ParsedPolicy.parse(
                PolicyType.ROLE_TRUST, "trust", new io.tableflow.iam.policy.document.PolicyDocument(trust.toString()));
        return PolicyEvaluator.evaluate(
                request, PolicySet.unseen().withIdentity(List.of(EVERYTHING)).withResource(policy));
    }

    private static boolean theirs(ObjectNode trust, String caller, Map<String, List<String>> context) {
        RoleArn role = RoleArn.parse(caller).orElseThrow();
        Session session = Session.begin(role, "AROAEXAMPLE", true, "session", END);
        TrustEvaluator evaluator = new TrustEvaluator(
                PolicyDocument.parse(trust.toString()), Caller.of(session), new RequestContext(context));
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!context.getOrDefault("aws:tagkeys", List.of()).isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (!context.getOrDefault("sts:sourceidentity", List.of()).isEmpty()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions.stream().allMatch(evaluator::allows);
    }
}
