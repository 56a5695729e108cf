package io.tableflow.iam.workflow;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of workflow, by name. */
@Component
class WorkflowDefinitionRegistry {

    private final ObjectProvider<WorkflowDefinition> beans;

    /** Resolved late, because definitions depend on beans that start workflows. */
    WorkflowDefinitionRegistry(ObjectProvider<WorkflowDefinition> beans) {
        this.beans = beans;
    }

    WorkflowDefinition of(String kind) {
        WorkflowDefinition definition = byKind().get(kind);
        if (definition == null) {
            throw new IllegalStateException("This version does not know workflows of kind " + kind);
        }
        return definition;
    }

    private Map<String, WorkflowDefinition> byKind() {
        return beans.stream().collect(Collectors.toMap(WorkflowDefinition::kind, Function.identity()));
    }
}
