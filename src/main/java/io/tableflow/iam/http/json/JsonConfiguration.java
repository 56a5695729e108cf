package io.tableflow.iam.http.json;

import jakarta.validation.Validator;
import java.util.List;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** Has {@code @RequestBody} read strictly if the type is a {@link StrictBody}. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    private static final List<String> OTHER_FORMATS = List.of("yaml", "xml", "cbor", "smile", "protobuf");

    @Bean
    StrictJson strictJson(JsonMapper mapper, Validator validator) {
        return new StrictJson(mapper, validator);
    }

    @Bean
    ServerHttpMessageConvertersCustomizer strictBodies(StrictJson json) {
        StrictBodyConverter converter = new StrictBodyConverter(json);
        return builder -> builder.addCustomConverter(converter)
                .addCustomConverter(new RenderedJsonConverter())
                .configureMessageConvertersList(all -> all.removeIf(JsonConfiguration::isOfAnotherFormat));
    }

    /** Spring adds a converter for each format whose library happens to be there; that for YAML comes with springdoc. */
    private static boolean isOfAnotherFormat(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .map(MediaType::getSubtype)
                .anyMatch(subtype -> OTHER_FORMATS.stream().anyMatch(subtype::contains));
    }
}
