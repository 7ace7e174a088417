package io.botledger.query.rebuild;

import io.botledger.platform.database.Outage;
import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;

/** Tells what passes, so that the step is made again, from what will fail every time. */
final class Passing {

  /** PostgreSQL, Appendix A: transaction rollback, such as a deadlock. */
  private static final String ROLLED_BACK = "40";

  private Passing() {}

  static boolean isPassing(Throwable failure) {
    if (Outage.isOutage(failure)) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        // Without a state it comes from a pool that is closed: this process is stopping.
        return sql.getSQLState() == null || sql.getSQLState().startsWith(ROLLED_BACK);
      }
    }
    return false;
  }

  static String text(Throwable failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }
}
