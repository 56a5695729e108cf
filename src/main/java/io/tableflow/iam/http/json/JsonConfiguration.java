package io.tableflow.iam.http.json;

import jakarta.validation.Validator;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Lets controllers say {@code @RequestBody} and mean {@link StrictBody}. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    @Bean
    ServerHttpMessageConvertersCustomizer strictBodies(JsonMapper mapper, Validator validator) {
        StrictBodyConverter converter = new StrictBodyConverter(new StrictJson(mapper, validator));
        return builder -> builder.addCustomConverter(converter);
    }
}
