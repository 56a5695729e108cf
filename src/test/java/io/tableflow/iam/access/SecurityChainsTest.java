package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.FilterOrder;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A chain for other paths can be added beside the API's without touching it. */
class SecurityChainsTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
            .withUserConfiguration(Settings.class, SecurityConfiguration.class)
            .withPropertyValues(
                    "tableflow.security.tokens[0].name=reader",
                    "tableflow.security.tokens[0].sha256=" + "0".repeat(64),
                    "tableflow.security.tokens[0].scopes=environments:read");

    @EnableWebSecurity
    @EnableConfigurationProperties(TableflowProperties.class)
    static class Settings {}

    @Configuration(proxyBeanMethods = false)
    static class Tools {

        @Bean
        @Order(FilterOrder.API_SECURITY + 1)
        SecurityFilterChain tools(HttpSecurity http) throws Exception {
            return http.securityMatcher("/tools/**")
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/tools/hammer,         200",
        "/environments,         401",
        "/events,               401",
        "/actuator/prometheus,  401",
        "/actuator/health,      200",
        "/nowhere,              401",
        "/toolss,               401"
    })
    void otherPathsHaveAChainOfTheirOwn(String path, int status) {
        service.withUserConfiguration(Tools.class)
                .run(context -> assertThat(get(context, path).getStatus()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"/tools/hammer", "/nowhere"})
    void whatNoChainNamesIsForKnownCallers(String path) {
        service.run(context -> {
            MockHttpServletResponse reply = get(context, path);

            assertThat(reply.getStatus()).isEqualTo(401);
            assertThat(reply.getContentType()).isEqualTo("application/problem+json");
            assertThat(reply.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        });
    }

    private static MockHttpServletResponse get(AssertableWebApplicationContext context, String path)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        MockHttpServletResponse response = new MockHttpServletResponse();
        context.getBean("springSecurityFilterChain", Filter.class).doFilter(request, response, new MockFilterChain());
        return response;
    }
}
