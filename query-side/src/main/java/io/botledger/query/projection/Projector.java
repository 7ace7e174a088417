package io.botledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a projection makes of events: it loads the rows that they are about, folds the events in
 * memory, and writes what came of it. What is written depends on the events alone: no clock, no
 * serial number, so that every generation of a projection has the same rows.
 */
public interface Projector {

  /**
   * Begins a batch by loading what its events need: a handful of statements, however many events
   * there are.
   *
   * @param events in the order of their positions
   * @param givenUp events that are missing on purpose
   */
  Fold begin(Connection connection, List<Recorded> events, GivenUp givenUp) throws SQLException;
}
