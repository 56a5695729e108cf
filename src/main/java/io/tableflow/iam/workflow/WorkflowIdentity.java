package io.tableflow.iam.workflow;

import java.util.UUID;

/** What never changes of a workflow, so that it can be read before its subject is locked. */
record WorkflowIdentity(String kind, UUID subjectId, String subjectName) {

    WorkflowSubject subject() {
        return new WorkflowSubject(subjectId, subjectName);
    }
}
