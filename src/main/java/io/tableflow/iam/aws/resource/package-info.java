/** What AWS shows of buckets, keys and catalogs, in plain values. */
@NamedInterface("resource")
@NullMarked
package io.tableflow.iam.aws.resource;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
