package io.botledger.command.execution;

import java.sql.SQLException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Tells conflicts with other writers: the transaction surely was rolled back and may be repeated.
 */
final class Conflicts {
  private static final String TRANSACTION_ROLLBACK = "40";
  private static final String UNIQUE_VIOLATION = "23505";

  private Conflicts() {}

  static boolean areIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConcurrencyException) {
        return true;
      }
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith(TRANSACTION_ROLLBACK)
              || sql.getSQLState().equals(UNIQUE_VIOLATION))) {
        return true;
      }
    }
    return false;
  }
}
