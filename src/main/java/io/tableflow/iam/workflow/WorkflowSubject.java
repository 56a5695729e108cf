package io.tableflow.iam.workflow;

import java.util.UUID;

/**
 * What a workflow is for. At most one workflow of a subject is active at any time.
 *
 * @param id unique; never used again
 * @param name for people; a later subject may have the same name
 */
public record WorkflowSubject(UUID id, String name) {}
