/** The Terraform configuration of environments over HTTP. */
@NullMarked
package io.tableflow.iam.api.terraform;

import org.jspecify.annotations.NullMarked;
