package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** A token that is limited to some environments reveals nothing of others, not even that they exist. */
class EnvironmentVisibilityTest extends SecuredServiceTest {

    @Test
    void everyCallAnswersForAHiddenEnvironmentAsForOneThatDoesNotExist() {
        active("prod-hidden");
        active("dev-shown");
        List<Call> calls = callsOfOneEnvironment();

        assertThat(calls).hasSizeGreaterThan(9).allSatisfy(call -> {
            Answer hidden = send(devTeam, call, "prod-hidden");
            assertThat(hidden.status()).as(call.toString()).isEqualTo(404);
            assertThat(hidden.at("/code")).isEqualTo("environment-not-found");
            assertThat(anonymous(hidden, "prod-hidden"))
                    .isEqualTo(anonymous(send(devTeam, call, "prod-none"), "prod-none"));
            assertThat(anonymous(hidden, "prod-hidden"))
                    .isEqualTo(anonymous(send(operator, call, "prod-none"), "prod-none"));
        });
        assertThat(devTeam.get("/environments/dev-shown").status()).isEqualTo(200);
    }

    /** Its environment is named by the body. */
    @Test
    void aQuestionOnAccessIsAnsweredForAHiddenEnvironmentAsForOneThatDoesNotExist() {
        active("prod-asked");
        active("dev-asked");

        Answer hidden = ask(devTeam, "prod-asked");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.at("/code")).isEqualTo("environment-not-found");
        assertThat(anonymous(hidden, "prod-asked")).isEqualTo(anonymous(ask(devTeam, "prod-none"), "prod-none"));
        assertThat(ask(devTeam, "dev-asked").at("/decision")).isEqualTo("IMPLICIT_DENY");
    }

    private static Answer ask(ApiClient caller, String environment) {
        return caller.post("/access-checks", """
            {"environment": "%1$s", "principal": "%2$s", "action": "sts:AssumeRole",
             "resource": "arn:aws:iam::123456789012:role/%1$s-confluent-role"}""".formatted(environment, ConfluentPipeline.PRINCIPAL));
    }

    /** The interceptor finds an environment's name by this path variable. */
    @Test
    void everyPathCallsTheEnvironmentByItsName() {
        assertThat(paths())
                .filteredOn(it -> it.startsWith("/environments/"))
                .allMatch(it -> it.equals("/environments/{name}") || it.startsWith("/environments/{name}/"));
        assertThat(paths())
                .filteredOn(it -> it.contains("{name}"))
                .allMatch(it -> it.startsWith("/environments/{name}"));
    }

    @Test
    void hidesTheirWorkflows() {
        active("prod-run");
        active("dev-run");

        assertThat(devTeam.get("/workflows/" + workflowOf("dev-run")).status()).isEqualTo(200);
        Answer hidden = devTeam.get("/workflows/" + workflowOf("prod-run"));
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.at("/code")).isEqualTo("workflow-not-found");
        assertThat(hidden.text()).doesNotContain("prod-run");
    }

    @Test
    void hidesTheirEvents() {
        active("prod-told");
        active("dev-told");

        assertThat(environmentsOfEvents(devTeam))
                .contains("dev-told")
                .allMatch(it -> it.startsWith("dev-") || it.equals("shared"));
        assertThat(environmentsOfEvents(operator)).contains("dev-told", "prod-told");
        assertThat(devTeam.get("/events?environment=prod-told").json().at("/items"))
                .isEmpty();
    }

    private static List<String> environmentsOfEvents(ApiClient caller) {
        return caller.get("/events?limit=200")
                .json()
                .at("/items")
                .valueStream()
                .map(event -> event.at("/environment").asString())
                .toList();
    }

    @Test
    void pagesPassOverThem() {
        for (String name : List.of("dev-pa", "dev-pb", "dev-pc", "prod-pa", "shared", "shared-not")) {
            operator.post("/environments", "{\"name\":\"" + name + "\"}");
        }

        assertThat(namesByPagesOf(1, devTeam))
                .contains("dev-pa", "dev-pb", "dev-pc", "shared")
                .allMatch(it -> it.startsWith("dev-") || it.equals("shared"))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(namesByPagesOf(2, operator)).contains("dev-pa", "prod-pa", "shared-not");
        assertThat(namesByPagesOf(1, jwt("nobody", "environments:read", List.of("nothing-*"))))
                .isEmpty();
    }

    @Test
    void refusesToMakeOneOutsideWhetherThereIsOneOrNot() {
        active("prod-taken");

        Answer taken = devTeam.post("/environments", "{\"name\":\"prod-taken\"}");
        Answer free = devTeam.post("/environments", "{\"name\":\"prod-free\"}");
        Answer planned = devTeam.post("/environments?dryRun=true", "{\"name\":\"prod-taken\"}");

        assertThat(List.of(taken, free, planned)).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).isEqualTo(taken.text()).doesNotContain("prod-taken");
            assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
        });
        assertThat(operator.get("/environments/prod-free").status()).isEqualTo(404);
        assertThat(devTeam.post("/environments", "{\"name\":\"dev-free\"}").status())
                .isEqualTo(202);
    }

    @Test
    void anIdempotencyKeyOpensNothing() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-of-prod");
        String body = "{\"name\":\"prod-keyed\"}";
        ApiClient before = jwt("narrowed", "environments:write", "*");
        ApiClient after = jwt("narrowed", "environments:write", "dev-*");

        assertThat(before.send("POST", "/environments", body, key).status()).isEqualTo(202);

        assertThat(before.send("POST", "/environments", body, key).header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(after.send("POST", "/environments", body, key).status()).isEqualTo(403);
    }

    @Test
    void theTrailTellsASubjectFromAStaticTokenOfTheSameName() {
        devTeam.post("/environments", "{\"name\":\"dev-by-token\"}");
        jwt("dev-team", "environments:write", "dev-*").post("/environments", "{\"name\":\"dev-by-jwt\"}");

        assertThat(requestedBy("dev-by-token")).isEqualTo("token:dev-team");
        assertThat(requestedBy("dev-by-jwt")).isEqualTo("jwt:" + issuer().uri() + "#dev-team");
        assertThat(operator.get("/events?type=REQUESTED&actor=token:dev-team&environment=dev-by-token")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    private String requestedBy(String environment) {
        return operator.get("/environments/" + environment + "/events?type=REQUESTED")
                .at("/items/0/actor");
    }

    @Test
    void aPatternWithManyStarsIsMatchedAtOnce() {
        EnvironmentVisibility many = EnvironmentVisibility.ofClaim("*a".repeat(19));

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(many.include("a".repeat(38) + "b")).isFalse();
            assertThat(many.include("a".repeat(39))).isTrue();
            assertThat(many.include("a".repeat(1_000_000))).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "dev-*,      dev-,          true",
        "dev-*,      dev-a-b,       true",
        "dev-*,      de,            false",
        "*-eu-*,     a-eu-b-eu-c,   true",
        "*-eu,       a-eu-eu,       true",
        "*-eu,       a-eu-us,       false",
        "a*b*c,      aXbc,          false",
        "a*b*c,      a-bb-c-c,      true",
        "shared,     shared,        true",
        "shared,     shared2,       false",
        "**,         x,             true"
    })
    void aStarIsAnyNumberOfCharacters(String pattern, String name, boolean includes) {
        assertThat(EnvironmentVisibility.ofClaim(pattern).include(name)).isEqualTo(includes);
    }

    @Test
    void aSubjectIsNotTheHolderOfAStaticTokenOfTheSameName() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-of-two");
        ApiClient subject = jwt("dev-team", "environments:write", "dev-*");

        Answer first = devTeam.send("POST", "/environments", "{\"name\":\"dev-one\"}", key);
        Answer second = subject.send("POST", "/environments", "{\"name\":\"dev-two\"}", key);

        assertThat(first.at("/name")).isEqualTo("dev-one");
        assertThat(second.at("/name")).isEqualTo("dev-two");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', nullValues = "none", textBlock = """
                    *                   ; true  ; true
                    dev-*               ; true  ; false
                    *-claimed           ; true  ; true
                    dev-claimed         ; true  ; false
                    prod-* dev-*        ; true  ; true
                    prod-*,dev-*        ; true  ; true
                    dev                 ; false ; false
                    Dev-*               ; false ; false
                    .*                  ; false ; false
                    dev-claimed|prod    ; false ; false
                    none                ; false ; false
                    """)
    void readsTheClaimOfAJwt(String claim, boolean seesDev, boolean seesProd) {
        operator.post("/environments", "{\"name\":\"dev-claimed\"}");
        operator.post("/environments", "{\"name\":\"prod-claimed\"}");
        ApiClient caller = jwt("claimant", "environments:read", claim);

        assertThat(caller.get("/environments/dev-claimed").status()).isEqualTo(seesDev ? 200 : 404);
        assertThat(caller.get("/environments/prod-claimed").status()).isEqualTo(seesProd ? 200 : 404);
    }

    @Test
    void readsTheClaimAsAListToo() {
        operator.post("/environments", "{\"name\":\"dev-listed\"}");

        assertThat(jwt("lister", "environments:read", List.of("prod-*", "dev-*"))
                        .get("/environments/dev-listed")
                        .status())
                .isEqualTo(200);
        assertThat(jwt("lister", "environments:read", Map.of("dev-listed", true))
                        .get("/environments/dev-listed")
                        .status())
                .isEqualTo(404);
    }

    private static Answer send(ApiClient caller, Call call, String name) {
        String path =
                call.path().replace("{name}", name).replace("{policy}", "trust").replace("{rule}", "TFI-ROLE-104");
        return caller.send(call.method(), path, body(call, name), Map.of());
    }

    private static @Nullable String body(Call call, String name) {
        return switch (call.method() + " " + call.path()) {
            case "PUT /environments/{name}/integration" ->
                ConfluentPipeline.document(name, ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID);
            case "PUT /environments/{name}/compliance/{rule}/waiver" ->
                "{\"reason\": \"known\", \"until\": \"" + Instant.now().plusSeconds(86_400) + "\"}";
            case "POST /environments/{name}/reviews" -> "{\"note\": \"looked at\"}";
            default -> call.method().equals("PUT") ? "{}" : null;
        };
    }

    /** The whole answer, without the requested name. */
    private static String anonymous(Answer answer, String name) {
        return answer.status() + answer.text().replace(name, "NAME") + answer.header("Content-Type");
    }

    /** One operation of the API. */
    private record Call(String method, String path) {}

    private static List<Call> callsOfOneEnvironment() {
        return node().beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mappings -> mappings.getHandlerMethods().keySet().stream())
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/environments/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Call(method.name(), path))))
                .distinct()
                .toList();
    }

    private static List<String> paths() {
        return node().beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mappings -> mappings.getHandlerMethods().entrySet().stream())
                .filter(it -> it.getValue().getBeanType().isAnnotationPresent(RestController.class))
                .flatMap(it -> it.getKey().getPatternValues().stream())
                .toList();
    }

    private String workflowOf(String environment) {
        return operator.get("/environments/" + environment).at("/workflow/id");
    }

    private static List<String> namesByPagesOf(int limit, ApiClient caller) {
        List<String> names = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = caller.get("/environments?limit=" + limit + "&after=" + next)
                    .json();
            page.path("items").forEach(it -> names.add(it.path("name").asString()));
            next = page.path("next").isNull() ? null : page.path("next").asString();
        }
        return names;
    }
}
