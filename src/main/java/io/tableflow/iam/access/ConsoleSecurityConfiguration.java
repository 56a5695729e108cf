package io.tableflow.iam.access;

import io.tableflow.iam.http.FilterOrder;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;

/**
 * Who may use the console: whoever is signed in, with the scopes of their token. This chain knows the cookie and no bearer tokens,
 * and all others know bearer tokens and no cookie: what opens one never opens the other.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "tableflow.console.enabled", matchIfMissing = true)
class ConsoleSecurityConfiguration {

    private static final String[] PATHS = {"/", "/console", "/console/**"};

    /** They show nothing of any environment. */
    private static final String[] OPEN = {
        "/",
        "/console",
        "/console/sign-in",
        "/console/sign-in/with/*",
        IssuerSignIn.CALLBACK,
        "/console/assets/**",
        ConsoleRefusal.PATH
    };

    @Bean
    @Order(FilterOrder.CONSOLE_SECURITY)
    SecurityFilterChain console(HttpSecurity http, ConsoleSessions sessions, ApplicationEventPublisher events)
            throws Exception {
        ConsoleAccessFailureHandler failures = new ConsoleAccessFailureHandler(events);
        return http.securityMatcher(PATHS)
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(new ConsoleCsrfTokens()))
                .addFilterBefore(new ForeignRequestFilter(failures), CsrfFilter.class)
                // SecurityHeaders sets them, also on answers that never reach this filter.
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(failures).accessDeniedHandler(failures))
                .authorizeHttpRequests(requests -> requests
                        // They belong to a request that was already authorized, or refused.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers("/console/sign-out")
                        .authenticated()
                        .anyRequest()
                        .access(SecurityConfiguration.neededScope()))
                .build();
    }
}
