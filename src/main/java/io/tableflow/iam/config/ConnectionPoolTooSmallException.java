package io.tableflow.iam.config;

/** Workflows could take every connection that there is, and the API would have to wait for them. */
final class ConnectionPoolTooSmallException extends RuntimeException {

    private final int needed;

    ConnectionPoolTooSmallException(int size, int concurrency) {
        super("spring.datasource.hikari.maximum-pool-size is " + size + " and tableflow.workflow.concurrency is "
                + concurrency + ": workflows could take every connection, and the API would have none.");
        this.needed = concurrency + ConnectionPool.FOR_THE_API_AT_LEAST;
    }

    /** The smallest pool that would do. */
    int needed() {
        return needed;
    }
}
