package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API as a whole, and the order of the document. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String VERSION = "1.0";
    private static final String BEARER = "bearer";

    private static final List<String> FIRST =
            List.of("Environments", "Integration", "Workflows", "Policies", "Access checks");

    private static final String ABOUT = """
            Creates the AWS IAM that Confluent Tableflow needs for each environment (`dev`, `staging`, `prod` ...), and keeps it as
            desired: a role that at first nobody can assume, its S3 and Glue policies, and, once Confluent calls back, a
            trust that lets in Confluent, and only Confluent.

            `POST /environments` accepts an environment and answers 202 at once; poll `GET /environments/{name}` until its
            `state` is `AWAITING_INTEGRATION`. Then create the provider integration at Confluent with the role's ARN and
            send it to the webhook: the environment becomes `ACTIVE`.

            **Authentication.** Every call except the webhook needs `Authorization: Bearer <token>`: a static token, or a
            JWT if the service is configured with an issuer. Reading needs the scope `environments:read`, as does
            `POST /access-checks`; everything else needs `environments:write`. A token may be limited to environments by
            patterns of their names: for its holder, no others exist, and creating one is forbidden. The webhook is
            authenticated by its Standard Webhooks signature alone.

            **To try it here,** choose *Authorize*, enter a token (a local run knows `local-operator`), open an operation, and
            choose *Execute*: the examples run as they are. The token stays in this page, and is gone when you load it again.

            **Problems** are RFC 9457 documents (`application/problem+json`). Their `code` is stable; `errors` names every
            field that is wrong.
            """;

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("tableflow-iam")
                        .version(VERSION)
                        .description(ABOUT)
                        .contact(new Contact().name("The tableflow-iam project"))
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .addServersItem(new Server().url("/").description("The server of this document."))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .description(
                                                        "A static token of `tableflow.security.tokens`, or a JWT of the"
                                                                + " configured issuer. A local run knows the token `local-operator`.")));
    }

    /** Sorts the document, so that every run generates the same one. */
    @Bean
    GlobalOpenApiCustomizer alphabetical() {
        return api -> {
            Paths paths = new Paths();
            new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
            api.setPaths(paths);
            if (api.getTags() != null) {
                api.setTags(api.getTags().stream()
                        .sorted(Comparator.comparingInt(ApiDescription::place).thenComparing(Tag::getName))
                        .toList());
            }
            Components components = api.getComponents();
            components.setSchemas(sorted(components.getSchemas()));
            components.setExamples(sorted(components.getExamples()));
            components.setHeaders(sorted(components.getHeaders()));
        };
    }

    /** What people use first comes first; what nobody has given a place comes last, by name. */
    private static int place(Tag tag) {
        int place = FIRST.indexOf(tag.getName());
        return place < 0 ? FIRST.size() : place;
    }

    private static <T> @Nullable Map<String, T> sorted(@Nullable Map<String, T> map) {
        return map == null ? null : new TreeMap<>(map);
    }
}
