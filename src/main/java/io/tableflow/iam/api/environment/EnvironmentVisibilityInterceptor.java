package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Checks every operation of any module with an environment's {@code {name}} in its path. If the caller's token hides
 * the environment, the answer is the same as for one that does not exist.
 */
@Configuration(proxyBeanMethods = false)
class EnvironmentVisibilityInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    /** The path variable's name in every path. */
    private static final String NAME = "name";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/environments/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get(NAME) instanceof String name
                && !EnvironmentVisibility.ofCaller().include(name)) {
            throw EnvironmentProblems.notFound(name);
        }
        return true;
    }
}
