package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.workflow.Stage;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowDefinition;
import io.tableflow.iam.workflow.WorkflowState;
import io.tableflow.iam.workflow.event.StepAttempted;
import io.tableflow.iam.workflow.event.WorkflowEnded;
import java.util.List;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Workflows and attempts at their steps, on this node: {@code tableflow.workflows.duration} and {@code tableflow.workflows.steps},
 * whose counts are those of workflows and of attempts. All series begin at 0 when the node starts.
 */
@Component
class WorkflowMeters {

    private static final List<WorkflowState> ENDS =
            List.of(WorkflowState.SUCCEEDED, WorkflowState.FAILED, WorkflowState.CANCELLED);

    private static final List<String> OUTCOMES = List.of("done", "again", "wait", "retry", "failed");

    private final MeterRegistry meters;

    WorkflowMeters(MeterRegistry meters, List<WorkflowDefinition> workflows) {
        this.meters = meters;
        for (WorkflowDefinition workflow : workflows) {
            ENDS.forEach(end -> duration(workflow.kind(), end));
            workflow.stages().stream()
                    .map(Stage::steps)
                    .flatMap(List::stream)
                    .map(Step::name)
                    .forEach(step -> OUTCOMES.forEach(outcome -> attempts(step, outcome)));
        }
    }

    @EventListener
    void on(StepAttempted event) {
        attempts(event.step(), outcome(event.result())).record(event.took());
    }

    @TransactionalEventListener
    void on(WorkflowEnded event) {
        duration(event.kind(), event.state()).record(event.took());
    }

    private static String outcome(StepResult result) {
        return switch (result) {
            case StepResult.Done done -> "done";
            case StepResult.Again again -> "again";
            case StepResult.Wait wait -> "wait";
            case StepResult.Retry retry -> "retry";
            case StepResult.Failed failed -> "failed";
        };
    }

    private Timer attempts(String step, String outcome) {
        return Timer.builder("tableflow.workflows.steps")
                .description("Attempts at steps of workflows on this node, by their outcome")
                .tag("step", step)
                .tag("outcome", outcome)
                .register(meters);
    }

    private Timer duration(String kind, WorkflowState end) {
        return Timer.builder("tableflow.workflows.duration")
                .description("Workflows that ended on this node, from their creation to their end")
                .tag("kind", kind)
                .tag("outcome", end.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(Buckets.OF_WORK)
                .register(meters);
    }
}
