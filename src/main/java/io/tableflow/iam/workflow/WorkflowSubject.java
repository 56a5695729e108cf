package io.tableflow.iam.workflow;

import java.util.UUID;

/**
 * What a workflow is for. At most one workflow of a subject is active at any time.
 *
 * @param id identifies one life of the subject
 * @param name what people call it; a later life may bear the same name
 */
public record WorkflowSubject(UUID id, String name) {}
