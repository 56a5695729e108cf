package io.tableflow.iam.testing;

/** Is notified of every commit of a transaction about one environment. If it throws, the committing thread fails. */
public interface CommitListener {

    /** The transaction is about to be committed. */
    void beforeCommit(String environment);

    /** The transaction is committed, and nothing has been answered yet. */
    void afterCommit(String environment);

    /** Ignores all commits. */
    CommitListener NOBODY = new CommitListener() {
        @Override
        public void beforeCommit(String environment) {}

        @Override
        public void afterCommit(String environment) {}
    };
}
