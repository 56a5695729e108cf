package io.tableflow.iam.audit;

import io.tableflow.iam.access.AccessDeniedEvent;
import io.tableflow.iam.confluent.WebhookEvent;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.provisioning.AwsWriteEvent;
import io.tableflow.iam.workflow.WorkflowEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All types of lines that this version writes: what the others publish. */
public final class AuditEventTypes {

    public static final List<String> ALL = Stream.<Enum<?>[]>of(
                    EnvironmentEvent.Type.values(),
                    WebhookEvent.Type.values(),
                    WorkflowEvent.Type.values(),
                    AwsWriteEvent.Type.values(),
                    AccessDeniedEvent.Type.values(),
                    RefusalSummary.Type.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .sorted()
            .toList();

    private AuditEventTypes() {}
}
