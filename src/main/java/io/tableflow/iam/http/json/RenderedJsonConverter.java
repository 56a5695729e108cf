package io.tableflow.iam.http.json;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

/** Sends JSON that was rendered before. */
final class RenderedJsonConverter implements HttpMessageConverter<RenderedJson> {

    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return type == RenderedJson.class
                && (mediaType == null || MediaType.APPLICATION_JSON.isCompatibleWith(mediaType));
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return JSON;
    }

    @Override
    public RenderedJson read(Class<? extends RenderedJson> type, HttpInputMessage message) {
        throw new UnsupportedOperationException("only writes");
    }

    @Override
    public void write(RenderedJson body, @Nullable MediaType mediaType, HttpOutputMessage message) throws IOException {
        message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        message.getHeaders().setContentLength(body.utf8().length);
        message.getBody().write(body.utf8());
    }
}
