package io.tableflow.iam.http.json;

import jakarta.validation.Validator;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Has {@code @RequestBody} read strictly if the type is a {@link StrictBody}. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    @Bean
    StrictJson strictJson(JsonMapper mapper, Validator validator) {
        return new StrictJson(mapper, validator);
    }

    @Bean
    ServerHttpMessageConvertersCustomizer strictBodies(StrictJson json) {
        StrictBodyConverter converter = new StrictBodyConverter(json);
        return builder -> builder.addCustomConverter(converter);
    }
}
