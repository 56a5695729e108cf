/** The benchmark: {@code ./mvnw -Pbenchmark verify}. src/docs/performance.md explains its figures. */
@NullMarked
package io.tableflow.iam.benchmark;

import org.jspecify.annotations.NullMarked;
