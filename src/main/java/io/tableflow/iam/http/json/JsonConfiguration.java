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
    ServerHttpMessageConvertersCustomizer strictBodies(JsonMapper mapper, Validator validator) {
        StrictBodyConverter converter = new StrictBodyConverter(new StrictJson(mapper, validator));
        return builder -> builder.addCustomConverter(converter);
    }
}
