package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every page and every form of the console, with every kind of session, has exactly the expected status. */
class ConsoleAccessTest extends SecuredServiceTest {

    /**
     * What a page needs, its status for a session that has that, and for a session that has all scopes, but for other
     * environments.
     */
    private static final String CALLS = """
        GET    /                                                open   303  303
        GET    /console                                         open   303  303
        GET    /console/sign-in                                 open   200  200
        GET    /console/sign-in/with/{issuer}                   open   404  404
        GET    /console/sign-in/callback                        open   401  401
        ANY    /console/refused                                 open   404  404
        GET    /console/{page}                                  read   404  404
        GET    /console/environments                            read   200  200
        GET    /console/new-environment                         read   200  200
        POST   /console/new-environment                         write  400  400
        POST   /console/new-environment/plan                    write  400  400
        GET    /console/environments/{name}                     read   200  404
        GET    /console/environments/{name}/documents           read   200  404
        GET    /console/environments/{name}/revisions           read   200  404
        GET    /console/environments/{name}/events              read   200  404
        GET    /console/environments/{name}/documentation       read   200  404
        GET    /console/environments/{name}/documentation/markdown read 200 404
        GET    /console/environments/{name}/documentation/page  read   200  404
        GET    /console/environments/{name}/terraform           read   200  404
        GET    /console/environments/{name}/terraform/file      read   200  404
        GET    /console/environments/{name}/access-check        read   200  404
        POST   /console/environments/{name}/access-check        read   400  404
        GET    /console/environments/{name}/verification        read   200  404
        POST   /console/environments/{name}/verification        write  303  404
        GET    /console/environments/{name}/compliance          read   200  404
        POST   /console/environments/{name}/compliance/{rule}/waiver write 400 404
        POST   /console/environments/{name}/compliance/{rule}/waiver/approval write 400 404
        POST   /console/environments/{name}/compliance/{rule}/waiver/withdrawal write 400 404
        GET    /console/environments/{name}/access-review       read   200  404
        POST   /console/environments/{name}/access-review       write  400  404
        GET    /console/environments/{name}/change              read   200  404
        POST   /console/environments/{name}/change/plan         write  400  404
        POST   /console/environments/{name}/change              write  400  404
        GET    /console/environments/{name}/reconcile           read   200  404
        POST   /console/environments/{name}/reconcile           write  400  404
        GET    /console/environments/{name}/retry               read   200  404
        POST   /console/environments/{name}/retry               write  303  404
        GET    /console/environments/{name}/integration         read   200  404
        POST   /console/environments/{name}/integration/plan    write  400  404
        POST   /console/environments/{name}/integration         write  400  404
        POST   /console/environments/{name}/integration/withdraw write  400  404
        GET    /console/environments/{name}/delete              read   200  404
        POST   /console/environments/{name}/delete              write  200  404
        GET    /console/compliance                              read   200  200
        GET    /console/compliance/csv                          read   200  200
        GET    /console/deliveries                              read   200  200
        GET    /console/notifications                           read   200  403
        POST   /console/notifications/{endpoint}/test           write  404  403
        POST   /console/notifications/{endpoint}/enable         write  404  403
        POST   /console/notifications/{endpoint}/replay         write  400  403
        GET    /console/audit                                   read   200  200
        GET    /console/audit/validation                        read   200  200
        GET    /console/accounts                                read   200  200
        GET    /console/orphans                                 read   200  200
        GET    /console/about                                   read   200  200
        GET    /console/about/sbom                              read   200  200
        POST   /console/sign-out                                any    303  303
        """;

    /** Those that stream have tests of their own, and so has signing in. */
    private static final Set<String> ELSEWHERE =
            Set.of("GET /console/live", "GET /console/environments/{name}/live", "POST /console/sign-in");

    private static final String NAME = "console-matrix";

    record Call(String method, String path, String needs, int done, int toOthers) {

        static Call of(String line) {
            String[] words = line.strip().split("\\s+", -1);
            return new Call(words[0], words[1], words[2], Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        }

        int expected(String session) {
            return switch (needs) {
                case "open" -> session.equals("others") ? toOthers : done;
                case "any" -> session.equals("none") ? 303 : done;
                default ->
                    switch (session) {
                        case "none" -> 303;
                        case "others" -> toOthers;
                        default -> session.contains(needs) ? done : 403;
                    };
            };
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void knowsEveryPageThatThereIs() {
        Set<String> known =
                CALLS.lines().map(Call::of).map(Call::toString).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(ELSEWHERE);
        Set<String> mapped = node().beans(RequestMappingInfoHandlerMapping.class).stream()
                .flatMap(mappings -> mappings.getHandlerMethods().keySet().stream())
                .flatMap(mapping -> {
                    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                    Stream<String> names = methods.isEmpty()
                            ? Stream.of("ANY")
                            : methods.stream().map(RequestMethod::name);
                    return names.flatMap(
                            method -> mapping.getPatternValues().stream().map(path -> method + " " + path));
                })
                .filter(it -> it.endsWith(" /") || it.contains(" /console"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(mapped).isEqualTo(known);
    }

    @Test
    void answersEverySessionAsIsMeant() {
        active(NAME);
        Map<String, Integer> answered = new LinkedHashMap<>();
        Map<String, Integer> meant = new LinkedHashMap<>();
        CALLS.lines().map(Call::of).forEach(call -> {
            for (String session : new String[] {"none", "read", "write", "others", "read write"}) {
                ConsoleClient client = client(session);
                String what = call + " by " + session;
                meant.put(what, call.method().equals("POST") && session.equals("none") ? 303 : call.expected(session));
                answered.put(what, send(client, call));
            }
        });
        assertThat(answered).isEqualTo(meant);
    }

    private static int send(ConsoleClient client, Call call) {
        String path = call.path()
                .replace("{name}", NAME)
                .replace("{page}", "nothing")
                .replace("{rule}", "TFI-ROLE-103")
                .replace("{endpoint}", "nobody")
                .replace("{issuer}", "nobody");
        if (!call.method().equals("POST")) {
            return client.get(path).status();
        }
        client.get("/console/sign-in");
        return client.post(path, Map.of()).status();
    }

    private ConsoleClient client(String session) {
        ConsoleClient client = new ConsoleClient(node().uri());
        return switch (session) {
            case "none" -> client;
            case "read" -> client.signIn("token-of-the-reader");
            case "write" -> client.signIn("token-of-the-writer");
            case "others" -> client.signIn("token-of-the-dev-team");
            default -> client.signIn("local-operator");
        };
    }
}
