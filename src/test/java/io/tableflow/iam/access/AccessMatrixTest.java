package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.SecuredServiceTest;
import io.tableflow.iam.testing.TokenIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every operation, with every kind of caller, has exactly the expected status. */
class AccessMatrixTest extends SecuredServiceTest {

    /**
     * What an operation needs ({@code read}, {@code write}, {@code open}, or a {@code signature}), its status for a
     * caller who has that, and for a caller who has all scopes, but for other environments. Those that need a
     * {@code session} do not look at tokens: {@link ConsoleAccessTest} tries them with sessions.
     */
    private static final String CALLS = """
        GET    /environments                                     read       200  200
        POST   /environments                                     write      202  403
        GET    /environments/{name}                              read       200  404
        PUT    /environments/{name}                              write      202  404
        DELETE /environments/{name}                              write      412  404
        POST   /environments/{name}/retry                        write      409  404
        POST   /environments/{name}/reconcile                    write      202  404
        PUT    /environments/{name}/integration                  write      202  404
        DELETE /environments/{name}/integration                  write      412  404
        GET    /environments/{name}/drift                        read       200  404
        GET    /environments/{name}/policies                     read       200  404
        GET    /environments/{name}/policies/{policy}/revisions  read       200  404
        GET    /environments/{name}/workflows                    read       200  404
        GET    /environments/{name}/events                       read       200  404
        GET    /environments/{name}/documentation                read       200  404
        GET    /environments/{name}/terraform                    read       200  404
        GET    /environments/{name}/compliance                   read       200  404
        PUT    /environments/{name}/compliance/{rule}/waiver     write      200  404
        DELETE /environments/{name}/compliance/{rule}/waiver     write      204  404
        GET    /compliance                                       read       200  200
        POST   /environments/{name}/verification                 write      200  404
        GET    /environments/{name}/verification                 read       200  404
        GET    /environments/{name}/access                       read       200  404
        GET    /environments/{name}/reviews                      read       200  404
        POST   /environments/{name}/reviews                      write      400  404
        POST   /access-checks                                    read       200  404
        GET    /orphans                                          read       200  200
        GET    /notifications                                    read       200  403
        POST   /notifications/{endpoint}/test                    write      404  403
        POST   /notifications/{endpoint}/replay                  write      404  403
        POST   /notifications/{endpoint}/enable                  write      404  403
        GET    /events                                           read       200  200
        GET    /events/verification                              read       200  200
        GET    /workflows/{id}                                   read       200  404
        POST   /webhooks/confluent/provider-integrations         signature  401  401
        GET    /webhooks/confluent/provider-integrations/deliveries  read  200  200
        GET    /actuator                                         read       200  200
        GET    /actuator/info                                    read       200  200
        GET    /actuator/prometheus                              read       200  200
        GET    /actuator/sbom                                    read       200  200
        GET    /actuator/sbom/{id}                               read       200  200
        GET    /actuator/health                                  open       200  200
        GET    /actuator/health/**                               open       200  200
        GET    /v3/api-docs                                      open       200  200
        GET    /v3/api-docs.yaml                                 open       200  200
        GET    /v3/api-docs/swagger-config                       open       200  200
        GET    /problems/{code}                                  open       200  200
        GET    /swagger-ui.html                                  open       302  302
        ANY    /error                                            signed-in  404  404
        GET    /                                                 session    303  303
        GET    /console                                          session    303  303
        GET    /console/sign-in                                  session    200  200
        GET    /console/sign-in/with/{issuer}                    session    404  404
        GET    /console/sign-in/callback                         session    401  401
        POST   /console/sign-in                                  session    403  403
        POST   /console/sign-out                                 session    403  403
        ANY    /console/refused                                  session    404  404
        GET    /console/{page}                                   session    303  303
        GET    /console/live                                     session    303  303
        GET    /console/environments                             session    303  303
        GET    /console/environments/{name}/live                 session    303  303
        GET    /console/new-environment                          session    303  303
        POST   /console/new-environment                          session    403  403
        POST   /console/new-environment/plan                     session    403  403
        GET    /console/environments/{name}                      session    303  303
        GET    /console/environments/{name}/documents            session    303  303
        GET    /console/environments/{name}/revisions            session    303  303
        GET    /console/environments/{name}/verification         session    303  303
        POST   /console/environments/{name}/verification         session    403  403
        GET    /console/environments/{name}/events               session    303  303
        GET    /console/environments/{name}/documentation        session    303  303
        GET    /console/environments/{name}/documentation/markdown  session    303  303
        GET    /console/environments/{name}/documentation/page   session    303  303
        GET    /console/environments/{name}/terraform            session    303  303
        GET    /console/environments/{name}/terraform/file       session    303  303
        GET    /console/environments/{name}/access-check         session    303  303
        POST   /console/environments/{name}/access-check         session    403  403
        GET    /console/environments/{name}/access-review       session    303  303
        POST   /console/environments/{name}/access-review       session    403  403
        GET    /console/environments/{name}/compliance          session    303  303
        POST   /console/environments/{name}/compliance/{rule}/waiver session    403  403
        POST   /console/environments/{name}/compliance/{rule}/waiver/approval session    403  403
        POST   /console/environments/{name}/compliance/{rule}/waiver/withdrawal session    403  403
        GET    /console/environments/{name}/change               session    303  303
        POST   /console/environments/{name}/change/plan          session    403  403
        POST   /console/environments/{name}/change               session    403  403
        GET    /console/environments/{name}/reconcile            session    303  303
        POST   /console/environments/{name}/reconcile            session    403  403
        GET    /console/environments/{name}/retry                session    303  303
        POST   /console/environments/{name}/retry                session    403  403
        GET    /console/environments/{name}/integration          session    303  303
        POST   /console/environments/{name}/integration/plan     session    403  403
        POST   /console/environments/{name}/integration          session    403  403
        POST   /console/environments/{name}/integration/withdraw session    403  403
        GET    /console/environments/{name}/delete               session    303  303
        POST   /console/environments/{name}/delete               session    403  403
        GET    /console/deliveries                               session    303  303
        GET    /console/audit                                    session    303  303
        GET    /console/audit/validation                         session    303  303
        GET    /console/accounts                                 session    303  303
        GET    /console/orphans                                  session    303  303
        GET    /console/compliance                              session    303  303
        GET    /console/compliance/csv                          session    303  303
        GET    /console/notifications                           session    303  303
        POST   /console/notifications/{endpoint}/test           session    403  403
        POST   /console/notifications/{endpoint}/enable         session    403  403
        POST   /console/notifications/{endpoint}/replay         session    403  403
        GET    /console/about                                    session    303  303
        GET    /console/about/sbom                              session    303  303
        """;

    private static final String NAME = "matrix";

    /** The latest workflow of the environment; null until there is one. */
    private static @Nullable String workflow;

    /** Each kind of caller once: what takes time is to sign their tokens. */
    private static Map<String, @Nullable ApiClient> callers = Map.of();

    record Call(String method, String path, String needs, int done, int toOthers) {

        static Call of(String line) {
            String[] words = line.strip().split("\\s+", -1);
            return new Call(words[0], words[1], words[2], Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        }

        /** The status for a caller with the scope, or with all of them. */
        int expected(String scope) {
            return switch (needs) {
                case "read", "write" -> scope.contains(needs) ? done : 403;
                default -> done;
            };
        }

        /** The status for an unknown caller. */
        int expectedWithoutToken() {
            return needs.equals("open") || needs.equals("signature") ? done : 401;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Call> calls() {
        return CALLS.lines().map(Call::of);
    }

    @Test
    void knowsEveryCallThatThereIs() {
        Set<String> known = calls().map(Call::toString).collect(Collectors.toCollection(TreeSet::new));
        Set<String> mapped = node().beans(RequestMappingInfoHandlerMapping.class).stream()
                .flatMap(mappings -> mappings.getHandlerMethods().keySet().stream())
                .flatMap(AccessMatrixTest::names)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mapped)
                .as("a call that is missing in this test must be given a line, with who may make it")
                .isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answersEveryCallerAsIsMeant(Call call) {
        if (workflow == null) {
            active(NAME);
            workflow = operator.get("/environments/" + NAME).at("/workflow/id");
            callers = callers();
        }

        Map<String, Integer> answered = new LinkedHashMap<>();
        Map<String, Integer> meant = new LinkedHashMap<>();
        callers.forEach((kind, caller) -> {
            answered.put(kind, send(call, caller).status());
            meant.put(kind, meant(call, kind));
        });

        assertThat(answered).isEqualTo(meant);
    }

    private static int meant(Call call, String kind) {
        if (call.needs().equals("session")) {
            return call.done();
        }
        return switch (kind) {
            case "no token" -> call.expectedWithoutToken();
            case "read", "write", "read write", "static read", "static write" -> call.expected(kind);
            case "others' environments" -> call.toOthers();
            // A wrong token is refused everywhere, also where none is needed.
            default -> 401;
        };
    }

    private Map<String, @Nullable ApiClient> callers() {
        Map<String, @Nullable ApiClient> callers = new LinkedHashMap<>();
        callers.put("no token", null);
        callers.put("garbage", operator.withToken("garbage"));
        callers.put("three parts of garbage", operator.withToken("gar.ba.ge"));
        callers.put("expired", with(all().expirationTime(Date.from(Instant.now().minusSeconds(120)))));
        callers.put(
                "not yet valid",
                with(all().notBeforeTime(Date.from(Instant.now().plusSeconds(300)))));
        callers.put("without an end", with(all().expirationTime(null)));
        callers.put("wrong audience", with(all().audience("another-service")));
        callers.put("no audience", with(all().audience((String) null)));
        callers.put("wrong issuer", with(all().issuer("http://localhost:1")));
        callers.put("no issuer", with(all().issuer(null)));
        callers.put("nobody", with(all().subject(null)));
        callers.put("alg none", operator.withToken(TokenIssuer.unsigned(all())));
        callers.put("wrong key", operator.withToken(issuer().forge(all())));
        callers.put("unknown key", operator.withToken(issuer().signWithUnknownKey(all())));
        callers.put("key of others", operator.withToken(issuer().signWithPublicKey(all())));
        callers.put("read", jwt("matrix", "environments:read", "*"));
        callers.put("write", jwt("matrix", "environments:write", "*"));
        callers.put("read write", jwt("matrix", "environments:read environments:write", "*"));
        callers.put("static read", reader);
        callers.put("static write", writer);
        callers.put("others' environments", jwt("matrix", "environments:read environments:write", "other-*"));
        return callers;
    }

    /** All permissions. */
    private static JWTClaimsSet.Builder all() {
        return issuer().claims("matrix")
                .claim("scope", "environments:read environments:write")
                .claim(ENVIRONMENTS, "*");
    }

    private Answer send(Call call, @Nullable ApiClient caller) {
        String path = call.path()
                .replace("{name}", NAME)
                .replace("{policy}", "trust")
                .replace("{rule}", "TFI-ROLE-104")
                .replace("{code}", "forbidden")
                .replace("{endpoint}/replay", "nobody/replay?from=1")
                .replace("{endpoint}", "nobody")
                .replace("{issuer}", "nobody")
                .replace("{page}", "nothing")
                .replace("sbom/{id}", "sbom/application")
                .replace("{id}", String.valueOf(workflow))
                .replace("/**", "/readiness");
        String method = call.method().equals("ANY") ? "GET" : call.method();
        String body = switch (call.path()) {
            case "/environments" -> method.equals("POST") ? "{\"name\":\"" + NAME + "\"}" : null;
            case "/environments/{name}" -> method.equals("PUT") ? "{}" : null;
            case "/environments/{name}/integration" ->
                method.equals("DELETE")
                        ? null
                        : ConfluentPipeline.document(NAME, ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID);
            case "/access-checks" -> """
                {"environment": "%1$s", "principal": "%2$s", "action": "sts:AssumeRole",
                 "resource": "arn:aws:iam::123456789012:role/%1$s-confluent-role"}""".formatted(NAME, ConfluentPipeline.PRINCIPAL);
            case "/environments/{name}/compliance/{rule}/waiver" ->
                method.equals("PUT")
                        ? "{\"reason\": \"matrix\", \"until\": \""
                                + Instant.now().plusSeconds(86_400) + "\"}"
                        : null;
            default -> null;
        };
        Map<String, String> headers = new LinkedHashMap<>();
        if (method.equals("DELETE") && !path.endsWith("/waiver")) {
            // A caller with the permission to delete gets 412, which is enough to know.
            headers.put("If-Match", "\"0\"");
        }
        if (caller == null) {
            headers.put("Authorization", "");
        }
        return (caller == null ? operator : caller).send(method, path, body, headers);
    }

    private static Stream<String> names(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        Stream<String> names =
                methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
        return names.flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path));
    }
}
