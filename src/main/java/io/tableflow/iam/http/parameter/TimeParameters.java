package io.tableflow.iam.http.parameter;

import java.time.Instant;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads times in parameters as ISO 8601 has them. Spring would also take a number for the milliseconds of the epoch, where most callers
 * would mean seconds, and answer for a time in 1970.
 */
@Configuration(proxyBeanMethods = false)
class TimeParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new ToInstant());
    }

    /** A class, since a lambda does not say what it converts. */
    private static final class ToInstant implements Converter<String, Instant> {

        @Override
        public Instant convert(String text) {
            return Instant.parse(text);
        }
    }
}
