package io.tableflow.iam.audit;

import io.tableflow.iam.testing.Node;

/** Lets a test that looks for the line of a refusal not depend on how many refusals others have caused this minute. */
public final class RefusalLimits {

    private RefusalLimits() {}

    /** Begins another minute of the node's limit, as its scheduled task does. */
    public static void beginAnotherMinute(Node node) {
        node.bean(RefusalSummary.class).write();
    }
}
