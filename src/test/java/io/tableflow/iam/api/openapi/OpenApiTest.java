package io.tableflow.iam.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.Hidden;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description is complete and correct. */
class OpenApiTest extends ServiceTest {

    private JsonNode document;

    /**
     * One operation of the API.
     *
     * @param node the Operation Object
     */
    private record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        Stream<Map.Entry<String, JsonNode>> answers(String status) {
            return node.path("responses").properties().stream()
                    .filter(answer -> answer.getKey().startsWith(status));
        }

        boolean isOpen() {
            return node.path("security").isArray() && node.path("security").isEmpty();
        }
    }

    @BeforeEach
    void read() {
        document = engineer.get("/v3/api-docs").json();
    }

    @Test
    void namesTheApi() {
        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        assertThat(document.at("/info/title").asString()).isEqualTo("tableflow-iam");
        assertThat(document.at("/info/version").asString()).isEqualTo("1.0");
        assertThat(document.at("/info/license/name").asString()).isEqualTo("Apache-2.0");
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
    }

    @Test
    void describesEveryHandlerAndNothingElse() {
        Set<String> handled = new TreeSet<>();
        for (RequestMappingHandlerMapping mappings : node().beans(RequestMappingHandlerMapping.class)) {
            mappings.getHandlerMethods().forEach((mapping, handler) -> {
                if (handler.getBeanType().isAnnotationPresent(RestController.class)
                        && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), Hidden.class)
                        && handler.getBeanType().getName().startsWith("io.tableflow.")) {
                    handled.addAll(calls(mapping));
                }
            });
        }

        assertThat(operations().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(handled);
    }

    @Test
    void aNameThatIsInThePathMayBeLeftOutOfTheBody() {
        assertThat(required("/paths/~1environments/post")).containsExactly("name");
        assertThat(required("/paths/~1environments~1{name}/put")).isEmpty();
    }

    private List<String> required(String operation) {
        String schema = document.at(operation + "/requestBody/content/application~1json/schema/$ref")
                .asString()
                .substring(1);
        assertThat(document.at(schema + "/properties/name").isMissingNode()).isFalse();
        return document.at(schema + "/required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void everyOperationSaysWhatItIs() {
        Set<String> tags = document.path("tags")
                .valueStream()
                .filter(tag -> !tag.path("description").asString("").isBlank())
                .map(tag -> tag.path("name").asString())
                .collect(Collectors.toSet());
        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asString("")).isNotBlank();
            assertThat(operation.node().path("description").asString("")).isNotBlank();
            assertThat(operation.node().path("operationId").asString("")).matches("[a-z]+([A-Z][a-z]+)+");
            assertThat(operation.node().path("tags").valueStream().map(JsonNode::asString))
                    .isNotEmpty()
                    .isSubsetOf(tags);
            assertThat(operation.node().path("parameters").valueStream())
                    .allSatisfy(it ->
                            assertThat(it.path("description").asString("")).isNotBlank());
        });
        assertThat(operations().map(it -> it.node().path("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationShowsHowItSucceeds() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.answers("2")).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.getValue().path("headers").has("X-Request-Id"))
                        .isTrue();
                assertThat(answer.getValue().has("content"))
                        .isEqualTo(!answer.getKey().equals("204"));
                assertThat(answer.getValue().path("content"))
                        .allSatisfy(
                                content -> assertThat(content.path("examples")).isNotEmpty());
            });
            JsonNode body = operation.node().path("requestBody");
            assertThat(body.isMissingNode()
                            || !body.at("/content/application~1json/examples").isEmpty())
                    .isTrue();
        });
    }

    @Test
    void everyOperationSaysHowItFails() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.answers("4")).isNotEmpty();
            assertThat(operation.answers("5")).isNotEmpty();
            assertThat(Stream.concat(operation.answers("4"), operation.answers("5")))
                    .allSatisfy(answer -> {
                        JsonNode content = answer.getValue().at("/content/application~1problem+json");
                        assertThat(content.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/Problem");
                        assertThat(content.path("examples")).isNotEmpty();
                        assertThat(content.path("examples").properties()).allSatisfy(example -> {
                            JsonNode problem = resolved(example.getValue()).path("value");
                            assertThat(problem.path("code").asString()).isEqualTo(example.getKey());
                            assertThat(problem.path("status").asString()).isEqualTo(answer.getKey());
                        });
                    });
        });
    }

    @Test
    void everySchemaAndFieldIsExplained() {
        assertThat(document.at("/components/schemas").properties()).allSatisfy(schema -> {
            if (!schema.getKey().startsWith("Page")) {
                assertThat(schema.getValue().path("description").asString("")).isNotBlank();
            }
            assertThat(schema.getValue().path("properties").properties())
                    .allSatisfy(field -> assertThat(
                                    field.getValue().path("description").asString(""))
                            .as(schema.getKey() + "." + field.getKey())
                            .isNotBlank());
        });
    }

    /** By ECMA 262, which JSON Schema asks for: without Java's flags. And null is a value like others, where values are listed. */
    @Test
    void everyPatternAndEveryListOfValuesIsOneOfJsonSchema() {
        assertThat(document.at("/components/schemas").properties())
                .allSatisfy(schema -> assertThat(
                                schema.getValue().path("properties").properties())
                        .allSatisfy(field -> {
                            String name = schema.getKey() + "." + field.getKey();
                            assertThat(field.getValue().path("pattern").asString(""))
                                    .as(name)
                                    .doesNotContainPattern("\\(\\?[a-z]");
                            if (field.getValue().has("enum")) {
                                assertThat(field.getValue().path("type").isArray())
                                        .as(name + " may be null, so its values have a schema of their own")
                                        .isFalse();
                            }
                        }));
    }

    @Test
    void asksForATokenWhereItSaysSo() {
        assertThat(operations()).allSatisfy(operation -> {
            String path = operation
                    .path()
                    .replaceAll("\\{id}", "b1aca3fa-2f3e-4d1f-9976-825468307364")
                    .replaceAll("\\{[a-z]+}", "none");
            // A wrong token is refused everywhere, also where none is needed.
            Answer answer = engineer.send(
                    operation.method(),
                    path,
                    null,
                    operation.isOpen() ? Map.of() : Map.of("Authorization", "Bearer nobody"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.at("/code")).isEqualTo(operation.isOpen() ? "webhook-signature" : "unauthorized");
        });
    }

    @Test
    void takesTheRequestsThatItShows() {
        for (String name : List.of("environment-request-minimal", "environment-request-full")) {
            ObjectNode request = (ObjectNode) example(name);
            request.put("name", "shown-" + request.path("name").asString());
            request.remove("bucket");
            // Where Confluent Cloud may be called, ZeroTouchTest plans it.
            request.remove("confluent");
            // A longer session would newly fail a rule of compliance.
            request.remove("maxSessionDurationSeconds");

            Answer planned = engineer.post("/environments?dryRun=true", request.toString());

            assertThat(planned.status()).as(planned.text()).isEqualTo(200);
            assertThat(shape(planned.json())).isEqualTo(shape(example("plan")));
        }
    }

    @Test
    void answersWhatItShows() {
        provisioned("shown");
        assertThat(shape(engineer.get("/environments/shown").json()))
                .isEqualTo(shape(example("environment-awaiting-integration")));
        assertThat(confluent.callBack("shown").json().propertyNames())
                .isEqualTo(example("webhook-receipt").propertyNames());
        engineer.awaitState("shown", "ACTIVE");

        assertThat(shape(engineer.get("/environments/shown").json())).isEqualTo(shape(example("environment-active")));
        assertThat(shape(engineer.get("/environments/shown/workflows").json()))
                .isEqualTo(shape(example("workflow-page")));
        assertThat(shape(engineer.get("/environments/shown/policies").json())).isEqualTo(shape(example("policies")));
        assertThat(shape(engineer.get("/environments/shown/policies/trust/revisions")
                        .json()))
                .isEqualTo(shape(example("policy-revision-page")));
    }

    /** An answer that the description does not have would surprise callers. */
    @Test
    void knowsEveryKindOfProblem() {
        EnumSet<ProblemCode> beforeAnyOperationIsKnown = EnumSet.of(
                ProblemCode.METHOD_NOT_ALLOWED,
                ProblemCode.NOT_ACCEPTABLE,
                ProblemCode.EXPECTATION_FAILED,
                ProblemCode.NOT_IMPLEMENTED,
                ProblemCode.HTTP_VERSION_NOT_SUPPORTED);

        assertThat(EnumSet.complementOf(beforeAnyOperationIsKnown))
                .allSatisfy(code -> assertThat(
                                example("problem-" + code.value()).path("code").asString())
                        .isEqualTo(code.value()));
    }

    private Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())));
    }

    private static List<String> calls(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path))
                .toList();
    }

    private JsonNode example(String name) {
        JsonNode example = document.at("/components/examples/" + name + "/value");
        assertThat(example.isMissingNode()).as(name).isFalse();
        return example;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** The names of all fields with their parents, whatever their values. */
    private static Set<String> shape(JsonNode node) {
        Set<String> shape = new TreeSet<>();
        collect(node, "", shape);
        return shape;
    }

    private static void collect(JsonNode node, String path, Set<String> shape) {
        node.properties().forEach(field -> {
            // The requested values differ, but the names of the fields do not.
            if (!path.endsWith("tags") && !path.endsWith("trustConditions")) {
                shape.add(path + "/" + field.getKey());
                collect(field.getValue(), path + "/" + field.getKey(), shape);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", shape));
        }
    }
}
