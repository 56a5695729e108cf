package io.tableflow.iam.confluent;

import org.jspecify.annotations.Nullable;

/**
 * What a refused callback refers to, as far as it can be read.
 *
 * @param environment the name of the environment whose role it names, whether there is one or not
 * @param integration Confluent's id of the integration
 */
record UnverifiedReferences(
        @Nullable String environment, @Nullable String integration) {}
