package io.tableflow.iam.api.accesscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions on what is live. */
class AccessCheckApiTest extends ServiceTest {

    @AutoClose
    private final IamClient others = ourselves().iam();

    @Test
    void answersTheLiveQuestionThatItShowsAsItShows() throws IOException {
        active("checkshown");
        JsonNode question = example("access-check-live");

        Answer withId = ask(question.toString().replace("dev", "checkshown"));
        Answer withoutId = ask(question.toString()
                .replace("dev", "checkshown")
                .replace("[\"" + ConfluentPipeline.EXTERNAL_ID + "\"]", "[]"));

        assertThat(withId.status()).isEqualTo(200);
        assertThat(shown(withId, "checkshown")).isEqualTo(example("access-check-conditional"));
        assertThat(shown(withoutId, "checkshown")).isEqualTo(example("access-check-denied"));
        assertThat(withId.text() + withoutId.text()).doesNotContain(ConfluentPipeline.EXTERNAL_ID);
    }

    @Test
    void takesASingleValueWithoutAList() {
        active("checksingle");

        Answer answer = assume("checksingle", "{\"STS:externalid\": \"" + ConfluentPipeline.EXTERNAL_ID + "\"}");

        assertThat(answer.at("/decision")).as(answer.text()).isEqualTo("CONDITIONAL");
    }

    @Test
    void trustBeforeTheCallbackDeniesEverybody() {
        provisioned("checkclosed");

        Answer answer = assume("checkclosed", "{}");

        assertThat(answer.at("/decision")).isEqualTo("EXPLICIT_DENY");
        assertThat(answer.at("/because/0/policy")).isEqualTo("trust of role checkclosed-confluent-role");
        assertThat(answer.at("/because/0/reason")).isEqualTo("It denies the request.");
    }

    @Test
    void roleMayDoWhatItsLivePoliciesAllow() {
        active("checkrole");
        String question = """
            {"environment": "checkrole", "principal": "arn:aws:sts::123456789012:assumed-role/checkrole-confluent-role/any",
             "action": "s3:PutObject", "resource": "arn:aws:s3:::checkrole-confluent-topics-backup/1.parquet"}""";

        Answer before = ask(question);
        others.putRolePolicy(it ->
                it.roleName("checkrole-confluent-role").policyName("extra").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}}"""));
        Answer after = ask(question);

        assertThat(before.at("/decision")).as(before.text()).isEqualTo("ALLOWED");
        assertThat(after.at("/decision")).isEqualTo("EXPLICIT_DENY");
        assertThat(after.at("/because/0/policy")).isEqualTo("inline policy extra");
    }

    @Test
    void isMadeNowWhereTheDecisionDependsOnIt() {
        engineer.post("/environments", """
            {"name": "checktime", "trustConditions": {"validUntil": "2099-01-01T00:00:00Z"}}""");
        engineer.awaitState("checktime", "AWAITING_INTEGRATION");
        confluent.callBack("checktime");
        engineer.awaitState("checktime", "ACTIVE");
        String id = "\"sts:ExternalId\": \"" + ConfluentPipeline.EXTERNAL_ID + "\"";

        Answer now = assume("checktime", "{" + id + "}");
        Answer later = assume("checktime", "{" + id + ", \"aws:CurrentTime\": \"2099-01-01T00:00:01Z\"}");

        assertThat(now.at("/decision")).as(now.text()).isEqualTo("CONDITIONAL");
        assertThat(now.json().path("missingContext")).isEmpty();
        assertThat(now.json().path("assumptions").valueStream().map(JsonNode::asString))
                .anyMatch(it -> it.startsWith("The request is made now: aws:CurrentTime is 20"));
        assertThat(later.at("/decision")).isEqualTo("IMPLICIT_DENY");
        assertThat(later.text()).doesNotContain("made now");
    }

    @Test
    void refusesAQuestionThatIsNotAboutTheRole() {
        provisioned("checkother");

        Answer answer = ask("""
            {"environment": "checkother", "principal": "arn:aws:iam::123456789012:user/ann", "action": "s3:GetObject",
             "resource": "arn:aws:s3:::checkother-confluent-topics-backup/1.parquet"}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/field")).isEqualTo("resource");
        assertThat(answer.at("/errors/0/message"))
                .startsWith("must be arn:aws:iam::123456789012:role/checkother-confluent-role if the principal is not");
    }

    @Test
    void saysWhatItCannotAsk() {
        provisioned("checkfault");

        Answer nobodys = assume("checknone", "{}");
        aws().faults().on("GetRole", "checkfault-confluent-role").always(Fault.UNAVAILABLE);
        Answer unavailable = assume("checkfault", "{}");
        aws().faults().clear();
        aws().faults().on("GetRole", "checkfault-confluent-role").always(Fault.ACCESS_DENIED);
        Answer refused = assume("checkfault", "{}");
        aws().faults().clear();

        assertThat(nobodys.status()).isEqualTo(404);
        assertThat(nobodys.at("/code")).isEqualTo("environment-not-found");
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.at("/code")).isEqualTo("aws-unavailable");
        assertThat(unavailable.header("Retry-After")).isEqualTo("5");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("aws-refused");
    }

    @Test
    void saysThatThereIsNoRole() {
        aws().faults().on("CreateRole", "checknorole-confluent-role").always(Fault.ACCESS_DENIED);
        engineer.post("/environments", "{\"name\": \"checknorole\"}");
        engineer.awaitState("checknorole", "FAILED");

        Answer answer = assume("checknorole", "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/code")).isEqualTo("environment-incomplete");
        assertThat(answer.at("/detail")).contains("checknorole-confluent-role");
    }

    private Answer assume(String environment, String context) {
        return ask("""
            {"environment": "%1$s", "principal": "%2$s", "action": "sts:AssumeRole",
             "resource": "arn:aws:iam::123456789012:role/%1$s-confluent-role", "context": %3$s}""".formatted(environment, ConfluentPipeline.PRINCIPAL, context));
    }

    private Answer ask(String question) {
        return engineer.post("/access-checks", question);
    }

    private static JsonNode shown(Answer answer, String name) {
        return JsonMapper.shared().readTree(answer.text().replace(name, "dev"));
    }

    private static JsonNode example(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                AccessCheckApiTest.class.getResourceAsStream("/openapi/examples/" + name + ".json"))) {
            return JsonMapper.shared().readTree(file).path("value");
        }
    }
}
