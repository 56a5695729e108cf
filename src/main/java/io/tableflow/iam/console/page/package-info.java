/** What all pages share: the files, the words, the frame, and how one signs in. */
@NullMarked
package io.tableflow.iam.console.page;

import org.jspecify.annotations.NullMarked;
