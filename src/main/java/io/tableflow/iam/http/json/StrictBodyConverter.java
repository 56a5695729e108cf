package io.tableflow.iam.http.json;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Reads the types that are marked {@link StrictBody}, and leaves them to no other converter, whatever the media type is: another one,
 * such as that for YAML, would pass over unknown fields and validate nothing. The usual converters read all other types.
 */
final class StrictBodyConverter implements HttpMessageConverter<Object> {

    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

    private final StrictJson json;

    StrictBodyConverter(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return AnnotatedElementUtils.hasAnnotation(type, StrictBody.class);
    }

    @Override
    public Object read(Class<?> type, HttpInputMessage message) throws IOException {
        if (!MediaType.APPLICATION_JSON.equalsTypeAndSubtype(
                message.getHeaders().getContentType())) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be sent as application/json; say so in Content-Type.");
        }
        return json.read(message.getBody().readAllBytes(), type, fromPath(type));
    }

    private static Map<String, String> fromPath(Class<?> type) {
        StrictBody strict = AnnotatedElementUtils.findMergedAnnotation(type, StrictBody.class);
        if (strict == null || strict.fromPath().isEmpty()) {
            return Map.of();
        }
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                                instanceof Map<?, ?> variables
                        && variables.get(strict.fromPath()) instanceof String value
                ? Map.of(strict.fromPath(), value)
                : Map.of();
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public void write(Object body, @Nullable MediaType mediaType, HttpOutputMessage message) {
        throw new UnsupportedOperationException("only reads");
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return JSON;
    }
}
