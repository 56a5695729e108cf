package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Checks every operation of any module with an environment's {@code {name}} in its path. If the caller's token hides
 * the environment, the answer is the same as for one that does not exist. The log lines of one that it shows have its name.
 */
@Configuration(proxyBeanMethods = false)
class EnvironmentVisibilityInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    /** The path variable's name in every path. */
    private static final String NAME = "name";

    private static final String MDC_KEY = "environment";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/environments/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get(NAME) instanceof String name) {
            if (!EnvironmentVisibility.ofCaller().include(name)) {
                throw EnvironmentProblems.notFound(name);
            }
            MDC.put(MDC_KEY, name);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        MDC.remove(MDC_KEY);
    }
}
