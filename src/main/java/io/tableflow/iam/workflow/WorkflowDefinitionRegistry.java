package io.tableflow.iam.workflow;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The kinds of workflow, by name. */
@Component
class WorkflowDefinitionRegistry {

    private final SingletonSupplier<Map<String, WorkflowDefinition>> byKind;

    /** Resolved late, because definitions depend on beans that start workflows. */
    WorkflowDefinitionRegistry(ObjectProvider<WorkflowDefinition> beans) {
        byKind = SingletonSupplier.of(
                () -> beans.stream().collect(Collectors.toMap(WorkflowDefinition::kind, Function.identity())));
    }

    WorkflowDefinition of(String kind) {
        WorkflowDefinition definition = byKind.obtain().get(kind);
        if (definition == null) {
            throw new IllegalStateException("This version does not know workflows of kind " + kind);
        }
        return definition;
    }
}
