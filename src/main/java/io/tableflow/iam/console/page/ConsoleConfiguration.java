package io.tableflow.iam.console.page;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.environment.EnvironmentException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * The console's files, whose names have the hash of their content, so that browsers keep them for ever; and its pages of
 * environments, of which a caller sees those that they see in the API.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnConsole
class ConsoleConfiguration implements WebMvcConfigurer, HandlerInterceptor {

    /** The path variable's name in every path. */
    private static final String NAME = "name";

    private final SentForms forms;

    ConsoleConfiguration(SentForms forms) {
        this.forms = forms;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(ConsoleAssets.PATH + "**")
                .addResourceLocations("classpath:/static/console/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/console/environments/**");
        registry.addInterceptor(forms).addPathPatterns("/console/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get(NAME) instanceof String name
                && !EnvironmentVisibility.ofCaller().include(name)) {
            throw EnvironmentException.notFound(name);
        }
        return true;
    }
}
