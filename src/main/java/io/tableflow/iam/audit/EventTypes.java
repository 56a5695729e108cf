package io.tableflow.iam.audit;

import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.integration.CallbackEvent;
import io.tableflow.iam.provisioning.AwsWritten;
import io.tableflow.iam.web.AccessRefused;
import io.tableflow.iam.workflow.WorkflowEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All types of lines that this version writes: what the others publish. */
final class EventTypes {

    static final List<String> ALL = Stream.<Enum<?>[]>of(
                    EnvironmentEvent.Type.values(),
                    CallbackEvent.Type.values(),
                    WorkflowEvent.Type.values(),
                    AwsWritten.Type.values(),
                    AccessRefused.Type.values(),
                    RefusalCount.Type.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .sorted()
            .toList();

    private EventTypes() {}
}
