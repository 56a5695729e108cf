package io.tableflow.iam.outbound;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Refuses remote calls inside a database transaction. */
public final class TransactionGuard {

    private TransactionGuard() {}

    /**
     * A transaction that waits for a remote call holds a connection and locks for as long, and can be rolled back where the
     * call cannot.
     *
     * @param operation the call that is about to be made
     * @throws IllegalStateException inside a transaction
     */
    public static void requireNoTransaction(String operation) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    operation + " must not be called inside a database transaction: call first, then store.");
        }
    }
}
