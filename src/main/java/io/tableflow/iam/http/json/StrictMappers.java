package io.tableflow.iam.http.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tableflow.iam.http.server.BodyLimit;
import java.time.Instant;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** The two mappers of {@link StrictJson}: one for the grammar, the other for the types. */
final class StrictMappers {

    /** The limits that a body of 256 KiB can reach. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxDocumentLength(BodyLimit.BYTES)
            .maxNestingDepth(32)
            .maxStringLength(64 * 1024)
            .maxNameLength(1024)
            .maxNumberLength(100)
            .build();

    private StrictMappers() {}

    /** From text to a tree. A property twice, or anything behind the document, is malformed. */
    static JsonMapper parser() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(CONSTRAINTS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** From a tree to an object, like the application's mapper, but without any coercion. */
    static JsonMapper binder(JsonMapper application) {
        return application
                .rebuild()
                .addModule(new SimpleModule("strict").addDeserializer(Instant.class, new OnlyTextIsAnInstant()))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // Null means absent everywhere else, and for a primitive the two cannot be distinguished.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(
                        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyObject, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .changeDefaultNullHandling(nulls -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .build();
    }

    /** Jackson would read a number as the seconds of the epoch, also one in quotes. */
    private static final class OnlyTextIsAnInstant extends StdScalarDeserializer<Instant> {

        private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?[0-9.]*\\s*");

        OnlyTextIsAnInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.VALUE_STRING)
                            && !NUMBER.matcher(parser.getString()).matches()
                    ? InstantDeserializer.INSTANT.deserialize(parser, context)
                    : (Instant) context.handleUnexpectedToken(getValueType(context), parser);
        }
    }
}
