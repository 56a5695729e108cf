package io.tableflow.iam.config;

import java.lang.reflect.Type;
import org.hibernate.type.format.AbstractJsonFormatMapper;
import org.hibernate.type.format.FormatMapperCreationContext;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.util.ConcurrentLruCache;

/**
 * Reads JSON columns by Jackson, and what was read lately not again: a workflow reads its environment in each of its
 * transactions, and who waits for an environment asks for it again and again, while most columns stay as they are. Only
 * records are shared, since nobody can change them.
 */
public final class SharedJsonFormatMapper extends AbstractJsonFormatMapper {

    private static final int MOST = 500;

    /** In characters. Longer texts are rare, and would take more memory than they save time. */
    private static final int LONGEST = 2000;

    private final Jackson3JsonFormatMapper jackson;
    private final ConcurrentLruCache<Column, Object> read;

    private record Column(Type type, String text) {}

    /** As Hibernate makes one, by the name of the class. */
    public SharedJsonFormatMapper(FormatMapperCreationContext context) {
        jackson = new Jackson3JsonFormatMapper(context);
        read = new ConcurrentLruCache<>(MOST, column -> jackson.fromString(column.text, column.type));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What the type says was read.
    public <T> T fromString(CharSequence text, Type type) {
        boolean isShared = type instanceof Class<?> java && java.isRecord() && text.length() <= LONGEST;
        return isShared ? (T) read.get(new Column(type, text.toString())) : jackson.fromString(text, type);
    }

    @Override
    public <T> String toString(T value, Type type) {
        return jackson.toString(value, type);
    }
}
