package io.tableflow.iam.testing;

/** Sees every commit of a transaction that decides about one environment. If it throws, the committing thread fails. */
public interface CommitListener {

    /** It is about to be committed. */
    void beforeCommit(String environment);

    /** It is committed, and nobody has heard of it yet. */
    void afterCommit(String environment);

    /** Sees nothing. */
    CommitListener NOBODY = new CommitListener() {
        @Override
        public void beforeCommit(String environment) {}

        @Override
        public void afterCommit(String environment) {}
    };
}
