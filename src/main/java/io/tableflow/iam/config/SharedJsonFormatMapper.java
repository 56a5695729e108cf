package io.tableflow.iam.config;

import java.lang.reflect.Type;
import org.hibernate.type.format.AbstractJsonFormatMapper;
import org.hibernate.type.format.FormatMapperCreationContext;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * Reads and writes JSON columns by Jackson, and what was read or written lately not again: a workflow reads its environment in each of
 * its transactions, and writes all columns of its row, and who waits for an environment asks for it again and again, while most columns
 * stay as they are. Only records are shared, since nobody can change them.
 */
public final class SharedJsonFormatMapper extends AbstractJsonFormatMapper {

    private static final int MOST = 500;

    /** In characters. Longer texts are rare, and would take more memory than they save time. */
    private static final int LONGEST = 2000;

    private final Jackson3JsonFormatMapper jackson;
    private final ConcurrentLruCache<Column, Object> read;
    private final ConcurrentLruCache<Value, String> written;

    private record Column(Type type, String text) {}

    /** The same object, not an equal one: to find out whether two are equal costs as much as to write one. */
    private record Value(Type type, Object value) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Value that && value == that.value && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    /** As Hibernate makes one, by the name of the class. */
    public SharedJsonFormatMapper(FormatMapperCreationContext context) {
        jackson = new Jackson3JsonFormatMapper(context);
        read = new ConcurrentLruCache<>(MOST, column -> jackson.fromString(column.text, column.type));
        written = new ConcurrentLruCache<>(MOST, value -> jackson.toString(value.value, value.type));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What the type says was read.
    public <T> T fromString(CharSequence text, Type type) {
        boolean isShared = isRecord(type) && text.length() <= LONGEST;
        return isShared ? (T) read.get(new Column(type, text.toString())) : jackson.fromString(text, type);
    }

    @Override
    public <T> String toString(T value, Type type) {
        return isRecord(type) ? written.get(new Value(type, value)) : jackson.toString(value, type);
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> java && java.isRecord();
    }
}
