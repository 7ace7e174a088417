package io.botledger.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells an outage of the database from a defect of ours. */
public final class Outage {
  private Outage() {}

  /**
   * Whether the failure means that PostgreSQL could not be reached, was stopping, was out of
   * resources, or gave up on us by a time-out: trying again later may help. By SQLSTATE
   * (PostgreSQL, Appendix A).
   */
  public static boolean isOutage(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") // connection exception
            || state.startsWith("53") // insufficient resources
            || state.startsWith("57P") // shutdown, crash, cannot connect now
            || state.equals("57014") // query canceled: statement_timeout
            || state.equals("55P03") // lock_timeout
            || state.equals("25P03") // idle_in_transaction_session_timeout
            || state.equals("25P04")) { // transaction_timeout
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the failure means that a table, or its schema, does not exist: that of a read model was
   * dropped between the question which one answers and the answer. Asking again helps.
   */
  public static boolean isTableGone(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && ("42P01".equals(sql.getSQLState()) || "3F000".equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
