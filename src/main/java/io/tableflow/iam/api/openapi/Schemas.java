package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import org.springdoc.core.utils.SpringDocAnnotationsUtils;

/** Schemas of classes that no handler's signature mentions. */
final class Schemas {

    private Schemas() {}

    @SuppressWarnings("NullAway") // no view
    static Schema<?> reference(Class<?> type, Components components) {
        return SpringDocAnnotationsUtils.extractSchema(components, type, null, new Annotation[0], SpecVersion.V31);
    }
}
