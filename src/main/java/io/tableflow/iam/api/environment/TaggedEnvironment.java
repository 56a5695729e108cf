package io.tableflow.iam.api.environment;

/**
 * An environment as it is shown, with its entity tag.
 *
 * @param etag quotes included
 */
record TaggedEnvironment(EnvironmentView view, String etag) {}
