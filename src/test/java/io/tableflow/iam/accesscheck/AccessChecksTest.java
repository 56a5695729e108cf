package io.tableflow.iam.accesscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Questions on access are answered by the documents that are live, whatever the service knows of them. */
class AccessChecksTest extends ServiceTest {

    private static final RequestContext NO_CONTEXT = RequestContext.of(Map.of());
    private static final RequestContext WITH_ID =
            RequestContext.of(Map.of("sts:ExternalId", List.of(ConfluentPipeline.EXTERNAL_ID)));

    @AutoClose
    private final IamClient others = ourselves().iam();

    private final AccessChecks checks =
            node().beans(AccessChecks.class).iterator().next();

    @Test
    void trustLetsInConfluentIfItsOwnAccountDoes() {
        active("askedtrust");

        EvaluationResult withId = assumes("askedtrust", ConfluentPipeline.PRINCIPAL, WITH_ID);
        EvaluationResult withoutId = assumes("askedtrust", ConfluentPipeline.PRINCIPAL, NO_CONTEXT);

        assertThat(withId.decision()).isEqualTo(AccessDecision.CONDITIONAL);
        assertThat(withId.sentence())
                .endsWith("only if an identity-based policy of its own account allows the sts:AssumeRole action");
        assertThat(withoutId.decision()).isEqualTo(AccessDecision.IMPLICIT_DENY);
        assertThat(withoutId.nearMisses())
                .anySatisfy(near -> assertThat(near.reason()).contains("sts:ExternalId is not in the request"));
        assertThat(List.of(withId, withoutId))
                .allSatisfy(result -> assertThat(result.trace())
                        .extracting(StatementMatch::reason)
                        .noneMatch(reason -> reason.contains(ConfluentPipeline.EXTERNAL_ID)));
    }

    @Test
    void trustBeforeTheCallbackDeniesEverybody() {
        provisioned("askedclosed");

        assertThat(assumes("askedclosed", ConfluentPipeline.PRINCIPAL, WITH_ID).sentence())
                .endsWith("with an explicit deny in a role trust policy");
    }

    @Test
    void roleMayDoWhatItsPoliciesSayWithinItsBoundary() {
        active("askedrole");
        String role = role("askedrole");
        String object = "arn:aws:s3:::askedrole-confluent-topics-backup/topic/1.parquet";

        assertThat(asks("askedrole", role, "s3:PutObject", object).decision()).isEqualTo(AccessDecision.ALLOWED);
        assertThat(asks("askedrole", role, "s3:PutObject", "arn:aws:s3:::another/1")
                        .sentence())
                .endsWith("because no identity-based policy allows the s3:PutObject action");

        others.putRolePolicy(it ->
                it.roleName("askedrole-confluent-role").policyName("extra").policyDocument("""
                        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:Put*","Resource":"*"}}"""));

        EvaluationResult denied = asks("askedrole", role, "s3:PutObject", object);
        assertThat(denied.decision()).isEqualTo(AccessDecision.EXPLICIT_DENY);
        assertThat(denied.because())
                .singleElement()
                .satisfies(statement -> assertThat(statement.policy()).isEqualTo("inline policy extra"));
    }

    /** IAM accepted it, so it means something. */
    @Test
    void saysThatItDoesNotUnderstandALiveDocument() {
        active("askedstrange");
        others.putRolePolicy(it ->
                it.roleName("askedstrange-confluent-role").policyName("strange").policyDocument("""
                        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*",
                         "Condition":{"StringEquals":{"aws:userid":"1","aws:UserId":"2"}}}}"""));

        EvaluationResult result = asks("askedstrange", role("askedstrange"), "s3:PutObject", "arn:aws:s3:::b/1");

        assertThat(result.decision()).isEqualTo(AccessDecision.UNDETERMINED);
        assertThat(result.sentence())
                .endsWith(": this service does not understand /Statement/Condition/StringEquals/aws:UserId of"
                        + " inline policy strange");
    }

    private EvaluationResult assumes(String name, String principal, RequestContext context) {
        return answer(name, principal, "sts:AssumeRole", role(name), context);
    }

    private EvaluationResult asks(String name, String principal, String action, String resource) {
        return answer(name, principal, action, resource, NO_CONTEXT);
    }

    private EvaluationResult answer(
            String name, String principal, String action, String resource, RequestContext context) {
        Environment environment =
                node().beans(EnvironmentCommands.class).iterator().next().get(name);
        AccessQuestion question =
                new AccessQuestion(RequestPrincipal.parse(principal).orElseThrow(), action, resource, null, context);
        return checks.live(question, environment);
    }

    private static String role(String name) {
        return "arn:aws:iam::123456789012:role/" + name + "-confluent-role";
    }
}
