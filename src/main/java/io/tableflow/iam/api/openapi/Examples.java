package io.tableflow.iam.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The examples in {@code openapi/examples}: one JSON file each, an OpenAPI Example Object. */
final class Examples {

    private Examples() {}

    /** Adds the examples with those names to a body. */
    static void add(MediaType content, String[] names, Components components) {
        for (String name : names) {
            add(content, name, name, read(name), components);
        }
    }

    /** Adds an example to a body under a title. The example itself is a shared component, stored once by its name. */
    static void add(MediaType content, String title, String name, Example example, Components components) {
        components.addExamples(name, example);
        content.addExamples(title, new Example().$ref("#/components/examples/" + name));
    }

    private static Example read(String name) {
        String file = "/openapi/examples/" + name + ".json";
        try (InputStream stream = Examples.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("There is no example " + file);
            }
            // A tree keeps nulls, which are part of an answer.
            JsonNode example = Json.mapper().readTree(stream);
            return new Example().summary(example.path("summary").asText()).value(example.path("value"));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
