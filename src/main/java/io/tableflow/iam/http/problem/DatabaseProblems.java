package io.tableflow.iam.http.problem;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** Distinguishes failures of the database: races between callers, and failures that pass by themselves. */
final class DatabaseProblems {

    /** Connection, rollback forced, out of resources, operator intervened, system error. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY = "25006";

    private DatabaseProblems() {}

    static @Nullable ProblemException of(Throwable failure) {
        SQLException sql = ProblemWriter.cause(failure, SQLException.class);
        String state = sql == null ? "" : Objects.requireNonNullElse(sql.getSQLState(), "");
        if (failure instanceof OptimisticLockingFailureException
                || ProblemWriter.cause(failure, OptimisticLockException.class) != null
                || state.equals(UNIQUE_VIOLATION)) {
            return new ProblemException(
                    ProblemCode.CONCURRENT_CHANGE,
                    "Another request changed the same thing at the same moment. Read it again and retry.");
        }
        return passes(failure, sql, state)
                ? MvcProblems.busy("The database can't be used right now; try again.")
                : null;
    }

    private static boolean passes(Throwable failure, @Nullable SQLException sql, String state) {
        return failure instanceof ConcurrencyFailureException
                || failure instanceof QueryTimeoutException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionTimedOutException
                || sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLNonTransientConnectionException
                || (state.length() == 5 && PASSING.contains(state.substring(0, 2)))
                || state.equals(LOCK_NOT_AVAILABLE)
                || state.equals(READ_ONLY);
    }
}
