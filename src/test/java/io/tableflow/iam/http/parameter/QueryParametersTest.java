package io.tableflow.iam.http.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** No operation passes over a query parameter that it does not know. */
class QueryParametersTest extends ServiceTest {

    /** One operation of the API, with the names of its query parameters. */
    private record Operation(String method, String path, List<String> parameters) {

        boolean isCreation() {
            return method.equals("POST") && path.equals("/environments");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyOperationRefusesAParameterThatItDoesNotHaveAndNamesThoseThatItHas() {
        provisioned("params");

        assertThat(operations()).hasSizeGreaterThan(15).allSatisfy(operation -> {
            Answer answer = send(operation, "sort=name");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/code")).isEqualTo("invalid-request");
            assertThat(answer.at("/errors/0/field")).isEqualTo("sort");
            assertThat(answer.at("/errors/0/message"))
                    .startsWith("is not a parameter of this operation, which has ")
                    .contains(operation.parameters().isEmpty() ? List.of("none") : operation.parameters());
        });
        nothingWasDone();
    }

    @Test
    void everyOperationRefusesAParameterThatIsSentTwiceOrInAnotherLetterCase() {
        provisioned("params");

        assertThat(operations()).allSatisfy(operation -> {
            for (String parameter : operation.parameters()) {
                Answer twice = send(operation, parameter + "=true&" + parameter + "=true");
                assertThat(twice.status()).isEqualTo(400);
                assertThat(errors(twice)).contains(parameter + ": must be sent once");

                String wrong = parameter.toUpperCase(Locale.ROOT);
                Answer cased = send(operation, wrong + "=true");
                assertThat(cased.status()).isEqualTo(400);
                assertThat(errors(cased)).contains(wrong + ": is not a parameter; write " + parameter);
            }
        });
        nothingWasDone();
    }

    @Test
    void namesEveryWrongParameterAtOnce() {
        Answer answer = engineer.get("/environments?status=FAILED&limit=1&limit=2&State=ACTIVE");

        assertThat(errors(answer))
                .containsExactly(
                        "State: is not a parameter; write state",
                        "limit: must be sent once",
                        "status: is not a parameter of this operation, which has state, q, limit, after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/environments/params/retry", "/environments/params/reconcile"})
    void aFormIsNotPassedOverWhereThereIsNoBody(String path) {
        provisioned("params");

        Answer answer =
                engineer.send("POST", path, "dryRun=true", Map.of("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("dryRun: is not a parameter of this operation, which has none");
        nothingWasDone();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /environments/params,           application/x-www-form-urlencoded, dryRun=true",
        "DELETE, /environments/params,           application/json,                  {\"dryRun\": true}",
        "POST,   /environments/params/reconcile, application/json,                  {\"dryRun\": true}",
        "GET,    /environments,                  application/x-www-form-urlencoded, state=FAILED"
    })
    void aBodyIsNotPassedOverWhereTheOperationHasNone(String method, String path, String type, String body) {
        provisioned("params");

        Answer answer = engineer.send(method, path, body, Map.of("Content-Type", type));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly(": this operation has no body; its parameters are in the query");
        nothingWasDone();
    }

    @Test
    void anEmptyObjectAsksForNothing() {
        provisioned("params-empty");

        assertThat(engineer.post("/environments/params-empty/reconcile", "{}").status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force=", "abandon=", "dryRun=", "%66orce="})
    void anEmptyValueIsNoConsent(String parameter) {
        provisioned("params");

        Answer answer = engineer.delete("/environments/params?" + parameter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/message")).isEqualTo("must be true or false");
        nothingWasDone();
    }

    @Test
    void whatTheDatabaseCannotCompareWithIsRefused() {
        Answer answer = engineer.get("/environments?q=a%00b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("q: must not hold U+0000");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    /environments/params,             If-None-Match,       *",
        "DELETE, /environments/params,             If-None-Match,       *",
        "DELETE, /environments/params,             If-Unmodified-Since, 'Thu, 01 Jan 1970 00:00:00 GMT'",
        "DELETE, /environments/params/integration, If-None-Match,       *",
        "POST,   /environments,                    If-None-Match,       *",
        "POST,   /environments,                    If-Match,            *",
        "POST,   /environments/params/reconcile,   If-None-Match,       *"
    })
    void aConditionThatAnOperationDoesNotHaveIsNotPassedOver(String method, String path, String header, String value) {
        provisioned("params");
        String body = method.equals("PUT") || path.equals("/environments") ? "{\"name\": \"params\"}" : null;

        Answer answer = engineer.send(method, path, body, Map.of(header, value, "Content-Type", "application/json"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .singleElement()
                .asString()
                .startsWith(header + ": is no condition of this operation");
        nothingWasDone();
    }

    @Test
    void aNumberIsNoPointInTime() {
        Answer answer = engineer.get("/events?since=1900000000");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/message")).startsWith("must be a point in time such as ");
    }

    @Test
    void aStreamHasNoPages() {
        Answer answer = engineer.send("GET", "/events?limit=5", null, Map.of("Accept", "text/event-stream"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/field")).isEqualTo("limit");
    }

    @Test
    void aCallbackWithAParameterIsRefusedBeforeAnythingElse() {
        Answer answer = engineer.post(ConfluentPipeline.PATH + "?dryRun=true", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("dryRun: is not a parameter of this operation, which has none");
    }

    private Answer send(Operation operation, String query) {
        String path = operation
                .path()
                .replace("{name}", "params")
                .replace("{policy}", "trust")
                .replace("{rule}", "TFI-ROLE-104")
                .replace("{endpoint}", "nobody")
                .replace("{id}", "b1aca3fa-2f3e-4d1f-9976-825468307364");
        boolean hasBody = operation.method().equals("PUT") || operation.method().equals("POST");
        return engineer.send(
                operation.method(),
                path + "?" + query,
                operation.isCreation() ? "{\"name\":\"params-too\"}" : hasBody ? "{}" : null,
                Map.of());
    }

    private void nothingWasDone() {
        assertThat(engineer.get("/environments/params-too").status()).isEqualTo(404);
        assertThat(engineer.get("/environments/params").at("/state")).isEqualTo("AWAITING_INTEGRATION");
        assertThat(engineer.get("/environments/params/workflows").json().path("items"))
                .hasSize(1);
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(it ->
                        it.path("field").asString() + ": " + it.path("message").asString())
                .toList();
    }

    private List<Operation> operations() {
        JsonNode document = engineer.get("/v3/api-docs").json();
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                queryParameters(method.getValue()).toList())))
                .toList();
    }

    private static Stream<String> queryParameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(it -> it.path("in").asString().equals("query"))
                .map(it -> it.path("name").asString());
    }
}
