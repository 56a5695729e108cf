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
 * Stands before every call that has an environment's {@code {name}} in its path, in whatever room, and answers for those
 * that the caller's token hides what it answers for names that nothing has.
 */
@Configuration(proxyBeanMethods = false)
class EnvironmentVisibilityInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    /** How every path calls it. */
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
