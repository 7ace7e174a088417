package io.botledger.query.projection;

import io.botledger.platform.database.Outage;
import java.sql.SQLException;
import java.util.List;

/**
 * Tells an event that cannot be applied, however often it is tried, from all else that can go
 * wrong. Only the former becomes a dead letter; the latter is tried again.
 */
final class Poison {

  // PostgreSQL, Appendix A: cardinality, data exception, integrity constraint, program limit (a
  // text too long for an index), raised by a function.
  private static final List<String> FAULTS_OF_DATA = List.of("21", "22", "23", "54", "P0");

  private Poison() {}

  static boolean isPoison(Throwable failure) {
    if (Outage.isOutage(failure)) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && FAULTS_OF_DATA.stream().anyMatch(state::startsWith);
      }
      if (cause instanceof InterruptedException || cause instanceof Error) {
        return false;
      }
    }
    return true;
  }
}
