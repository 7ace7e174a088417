package io.botledger.query.projection;

import io.botledger.events.VersionEvent;
import io.botledger.query.generation.Generation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A projection that API keys do not concern. Their events count as handled all the same, and once:
 * all of them have one chatbot, whose positions only ever rise, so that the newest one tells which
 * were handed out before.
 */
public final class OfVersionsOnly implements Projector {
  private static final String READ =
      "select position from query.passed_over where processor_name = ?";

  private static final String WRITE =
      """
      insert into query.passed_over (processor_name, position) values (?, ?)
      on conflict (processor_name) do update set position = excluded.position
      """;

  private final String processor;
  private final Projector projector;

  public OfVersionsOnly(Generation generation, Projector projector) {
    this.processor = generation.processor();
    this.projector = projector;
  }

  @Override
  public Fold begin(Connection connection, List<Recorded> events, GivenUp givenUp)
      throws SQLException {
    List<Recorded> ofVersions = events.stream().filter(OfVersionsOnly::isOfVersion).toList();
    Fold fold = projector.begin(connection, ofVersions, givenUp);
    return ofVersions.size() == events.size() ? fold : new PassingOver(fold, newest(connection));
  }

  private static boolean isOfVersion(Recorded recorded) {
    return recorded.event() instanceof VersionEvent;
  }

  private long newest(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, processor);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private final class PassingOver implements Fold {
    private final Fold fold;
    private final long before;
    private long newest;

    PassingOver(Fold fold, long before) {
      this.fold = fold;
      this.before = before;
      this.newest = before;
    }

    @Override
    public boolean hasApplied(Recorded event) {
      return isOfVersion(event) ? fold.hasApplied(event) : event.position() <= before;
    }

    @Override
    public void on(Recorded event) {
      if (isOfVersion(event)) {
        fold.on(event);
      } else {
        newest = event.position();
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      fold.write(connection);
      if (newest > before) {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
          statement.setString(1, processor);
          statement.setLong(2, newest);
          statement.executeUpdate();
        }
      }
    }
  }
}
