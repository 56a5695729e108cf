/** The reports on all environments as one file, for spreadsheet programs, and which results of them are asked for. */
@NamedInterface("export")
@NullMarked
package io.tableflow.iam.compliance.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
