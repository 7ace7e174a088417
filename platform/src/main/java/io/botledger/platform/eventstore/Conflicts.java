package io.botledger.platform.eventstore;

import java.sql.SQLException;
import java.util.Set;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Tells conflicts with other writers: the transaction surely was rolled back and may be repeated.
 */
public final class Conflicts {
  /** Serialization failure, deadlock, unique violation (PostgreSQL, Appendix A). */
  private static final Set<String> STATES = Set.of("40001", "40P01", "23505");

  private Conflicts() {}

  public static boolean areIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConcurrencyException) {
        return true;
      }
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && STATES.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
