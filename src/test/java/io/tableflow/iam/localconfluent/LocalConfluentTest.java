package io.tableflow.iam.localconfluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.testing.AwsUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The in-process Confluent Cloud does what is known of the real one. */
class LocalConfluentTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/dev-confluent-role";
    private static final String BODY = """
            {"display_name": "dev", "provider": "aws",
             "config": {"kind": "AwsIntegrationConfig", "customer_iam_role_arn": "%s"}, "environment": {"id": "%s"}}
            """;

    @AutoClose
    private final LocalConfluent confluent = LocalConfluent.start();

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void createsShowsAndDeletesAnIntegration() throws Exception {
        HttpResponse<String> created = post(BODY.formatted(ROLE, "env-1"));

        String id = json(created).at("/id").asString();
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/" + id));
        assertThat(created.headers().map()).containsKeys("x-request-id", "x-ratelimit-limit", "x-ratelimit-reset");
        assertThat(id).startsWith("cspi-");
        assertThat(json(created).at("/config/iam_role_arn").asString())
                .isEqualTo("arn:aws:iam::851725421142:role/" + id);
        assertThat(json(get("/pim/v1/integrations/" + id + "?environment=env-1"))
                        .at("/config/external_id")
                        .asString())
                .isEqualTo(json(created).at("/config/external_id").asString());
        assertThat(delete(id).statusCode()).isEqualTo(204);
        HttpResponse<String> gone = get("/pim/v1/integrations/" + id + "?environment=env-1");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).at("/error_code").asInt()).isEqualTo(404);
    }

    @Test
    void aRoleHasOneIntegrationInAConfluentEnvironmentAndMayHaveOneInAnother() throws Exception {
        assertThat(post(BODY.formatted(ROLE, "env-1")).statusCode()).isEqualTo(201);

        HttpResponse<String> second = post(BODY.formatted(ROLE, "env-1"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).at("/errors/0/status").isString()).isTrue();
        assertThat(post(BODY.formatted(ROLE, "env-2")).statusCode()).isEqualTo(201);
        assertThat(confluent.integrationsOf("dev-confluent-role")).hasSize(2);
    }

    @Test
    void whatIsInUseIsNotDeleted() throws Exception {
        LocalIntegration integration = confluent.create("env-1", ROLE);
        confluent.use(integration.id(), "crn://confluent.cloud/organization=abc123/tableflow-topic=topic_1");

        assertThat(delete(integration.id()).statusCode()).isEqualTo(409);
        assertThat(json(get("/pim/v1/integrations/" + integration.id() + "?environment=env-1"))
                        .at("/usages/0")
                        .asString())
                .endsWith("topic_1");
        confluent.use(integration.id());
        assertThat(delete(integration.id()).statusCode()).isEqualTo(204);
    }

    @Test
    void listsByPages() throws Exception {
        for (int i = 0; i < 25; i++) {
            confluent.create("env-1", "arn:aws:iam::123456789012:role/e" + i + "-confluent-role");
        }

        JsonNode first = json(get("/pim/v1/integrations?environment=env-1"));
        assertThat(first.at("/data")).hasSize(10);
        JsonNode last = json(send(HttpRequest.newBuilder(
                URI.create(first.at("/metadata/next").asString().replace("page_token=10", "page_token=20")))));
        assertThat(last.at("/data")).hasSize(5);
        assertThat(last.at("/metadata/next").isNull()).isTrue();
        assertThat(get("/pim/v1/integrations?environment=env-1&page_size=101").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aKeyIsNeededTheRightOneAndOneWithRights() throws Exception {
        confluent.readingKey("READER", "secret");
        assertThat(get("/tableflow/v1/regions").statusCode()).isEqualTo(401);
        assertThat(as("READER", "secret", "GET").statusCode()).isEqualTo(200);
        assertThat(as("READER", "secret", "POST").statusCode()).isEqualTo(403);
        assertThat(as("READER", "wrong", "GET").statusCode()).isEqualTo(401);
        confluent.revoke(LocalConfluent.KEY);
        assertThat(get("/pim/v1/integrations?environment=env-1").statusCode()).isEqualTo(401);
    }

    @Test
    void aLostAnswerHasItsEffect() {
        confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "dev-confluent-role")
                .once(ConfluentFault.LOSE_ANSWER);

        assertThatThrownBy(() -> post(BODY.formatted(ROLE, "env-1"))).isInstanceOf(IOException.class);
        assertThat(confluent.integrationsOf("dev-confluent-role")).hasSize(1);
        assertThat(confluent.calls().getLast().answered()).isFalse();
    }

    @Test
    void tooManyRequestsSayWhenToComeBack() throws Exception {
        confluent.faults().on(Operation.LIST_INTEGRATIONS).once(ConfluentFault.tooManyRequestsUntilReset(7));

        HttpResponse<String> refused = get("/pim/v1/integrations?environment=env-1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("X-RateLimit-Reset")).hasValue("7");
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void itsPrincipalsExistInIamAsLongAsTheirIntegrations() {
        try (LocalAws aws = LocalAws.start()) {
            confluent.principals(new IamPrincipals(aws.endpoint()));
            AwsUser confluentsAccount = AwsUser.ofAccount(aws.endpoint(), ConfluentPrincipals.ACCOUNT);

            LocalIntegration integration = confluent.create("env-1", ROLE);
            assertThat(confluentsAccount.as(integration.principal())).isNotNull();
            confluent.remove(integration.id());
            assertThat(confluentsAccount.roles()).isEmpty();
        }
    }

    @Test
    void showsWhatItHasAndWhatWasAsked() throws Exception {
        LocalIntegration integration = confluent.create("env-1", ROLE);
        get("/pim/v1/integrations?environment=env-1");

        String page = send(HttpRequest.newBuilder(confluent.endpoint().resolve("/control"))
                        .header("Accept", "text/html"))
                .body();
        assertThat(page).contains(integration.id(), ROLE, "ListIntegrations").doesNotContain(LocalConfluent.SECRET);
        assertThat(json(get("/control")).at("/integrations/0/id").asString()).isEqualTo(integration.id());
    }

    @Test
    void tableflowIsReadWithItsOwnKey() throws Exception {
        confluent.topic("env-1", "lkc-1", "orders", "cspi-1", "bucket", "FAILED", "Unable to assume the IAM role");

        HttpResponse<String> topics = send(HttpRequest.newBuilder(confluent
                        .endpoint()
                        .resolve("/tableflow/v1/tableflow-topics?environment=env-1&spec.kafka_cluster=lkc-1"))
                .header("Authorization", basic(LocalConfluent.TABLEFLOW_KEY, LocalConfluent.SECRET)));
        assertThat(json(topics).at("/data/0/status/phase").asString()).isEqualTo("FAILED");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(confluent.endpoint().resolve("/pim/v1/integrations"))
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(confluent.endpoint().resolve(path)));
    }

    private HttpResponse<String> delete(String id) throws Exception {
        return send(HttpRequest.newBuilder(
                        confluent.endpoint().resolve("/pim/v1/integrations/" + id + "?environment=env-1"))
                .DELETE());
    }

    private HttpResponse<String> as(String key, String secret, String method) throws Exception {
        return send(HttpRequest.newBuilder(confluent.endpoint().resolve("/pim/v1/integrations?environment=env-1"))
                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : BODY.formatted(ROLE, "env-1")))
                .header("Authorization", basic(key, secret)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        if (request.copy().build().headers().firstValue("Authorization").isEmpty()) {
            request.header("Authorization", basic(LocalConfluent.KEY, LocalConfluent.SECRET));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String key, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
