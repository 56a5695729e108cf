package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.tableflow.iam.common.AuditEventType;
import java.util.ArrayList;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Adds the types of events to the API's description; an annotation cannot, because they are not constants. */
@Component
class EventTypeSchema implements GlobalOpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        Schema<?> event =
                Objects.requireNonNull(api.getComponents().getSchemas().get("Event"));
        limit(Objects.requireNonNull(event.getProperties().get("type")));
        api.getPaths().forEach((path, item) -> {
            Operation list = item.getGet();
            if (path.endsWith("/events") && list != null) {
                list.getParameters().stream()
                        .filter(parameter -> parameter.getName().equals("type"))
                        .forEach(parameter -> limit(parameter.getSchema()));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void limit(Schema<?> schema) {
        ((Schema<Object>) schema).setEnum(new ArrayList<>(AuditEventType.NAMES));
    }
}
