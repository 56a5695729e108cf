package io.tableflow.iam.access;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.FilterOrder;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemTranslator;
import io.tableflow.iam.http.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Who may make which requests. No state is kept between two requests: each has its own bearer token. The console's paths have a
 * chain of their own, {@link ConsoleSecurityConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** POSTs to webhooks are authenticated by their signatures alone. */
    private static final String WEBHOOKS = "/webhooks/**";

    private static final BearerTokenResolver BEARER = new DefaultBearerTokenResolver();

    /** The API's description and the health checks. */
    private static final String[] OPEN = {
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/problems/*",
        "/actuator/health",
        "/actuator/health/**"
    };

    /** What needs a scope, except for callbacks. */
    private static final String[] SCOPED = {
        "/environments/**",
        "/notifications/**",
        "/access-checks/**",
        "/compliance/**",
        "/orphans/**",
        "/workflows/**",
        "/events/**",
        WEBHOOKS,
        "/actuator/**"
    };

    @Bean
    AuthenticationManager bearerAuthentication(TableflowProperties properties, ObjectProvider<JwtDecoder> decoder) {
        StaticTokens tokens = new StaticTokens(properties.security().tokens());
        JwtDecoder issuer = decoder.getIfAvailable();
        if (tokens.isEmpty() && issuer == null) {
            throw new NobodyMayCallException();
        }
        return new BearerAuthenticationManager(tokens, issuer, new JwtCallerConverter(properties.security()));
    }

    /** What each filter of Spring Security costs is nobody's question, and measuring it costs more than the filters. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AccessFailureHandler accessFailures(ApplicationEventPublisher events) {
        return new AccessFailureHandler(events);
    }

    @Bean
    @Order(FilterOrder.API_SECURITY)
    SecurityFilterChain api(
            HttpSecurity http, AuthenticationManager bearerAuthentication, AccessFailureHandler accessFailures)
            throws Exception {
        return bearerTokens(http, bearerAuthentication, accessFailures)
                .securityMatchers(paths -> paths.requestMatchers(OPEN).requestMatchers(SCOPED))
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, WEBHOOKS)
                        .permitAll()
                        .anyRequest()
                        .access(neededScope()))
                .build();
    }

    /** For paths that no chain names, authenticated callers get 404, and others learn nothing about them. */
    @Bean
    @Order(FilterOrder.OTHER_SECURITY)
    SecurityFilterChain everythingElse(
            HttpSecurity http, AuthenticationManager bearerAuthentication, AccessFailureHandler accessFailures)
            throws Exception {
        return bearerTokens(http, bearerAuthentication, accessFailures)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    private static HttpSecurity bearerTokens(
            HttpSecurity http, AuthenticationManager manager, AccessFailureHandler failures) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                // SecurityHeaders sets them, also on answers that never reach this filter.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(failures).accessDeniedHandler(failures))
                .oauth2ResourceServer(bearer -> bearer.authenticationManagerResolver(request -> manager)
                        .bearerTokenResolver(SecurityConfiguration::bearerToken)
                        .authenticationEntryPoint(failures)
                        .accessDeniedHandler(failures))
                // Error and asynchronous dispatches belong to a request that was already authorized.
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll());
    }

    /** A gateway may put a token of its own on every request. A callback is authenticated by its signature, whatever else it has. */
    private static @Nullable String bearerToken(HttpServletRequest request) {
        boolean isCallback = request.getMethod().equals("POST")
                && request.getRequestURI()
                        .substring(request.getContextPath().length())
                        .startsWith("/webhooks/");
        return isCallback ? null : BEARER.resolve(request);
    }

    /** Requests that the firewall rejects get a problem document like all others. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, rejected) -> {
            ProblemException problem = ProblemTranslator.translate(rejected, request);
            if (problem != null) {
                ProblemWriter.write(problem, request, response);
            }
        };
    }

    /** Reading and asking need the one scope, everything else the other. */
    static AuthorizationManager<RequestAuthorizationContext> neededScope() {
        AuthorizationManager<RequestAuthorizationContext> reader =
                AuthorityAuthorizationManager.hasAuthority(Scopes.authority(Scopes.READ));
        AuthorizationManager<RequestAuthorizationContext> writer =
                AuthorityAuthorizationManager.hasAuthority(Scopes.authority(Scopes.WRITE));
        return (caller, context) -> {
            boolean reads = Scopes.neededFor(context.getRequest()).equals(Scopes.READ);
            return (reads ? reader : writer).authorize(caller, context);
        };
    }
}
