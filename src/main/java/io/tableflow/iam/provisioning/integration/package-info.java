/** The steps that make and delete an environment's provider integration at Confluent Cloud. */
@NullMarked
package io.tableflow.iam.provisioning.integration;

import org.jspecify.annotations.NullMarked;
