package io.botledger.query.projection;

import io.botledger.events.VersionEvent;
import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
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
  public Fold begin(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    List<Recorded> ofVersions = events.stream().filter(OfVersionsOnly::isOfVersion).toList();
    Fold fold = projector.begin(reads, ofVersions, givenUp);
    if (ofVersions.size() == events.size()) {
      return fold;
    }
    PassingOver passing = new PassingOver(fold);
    reads.query(passing::read, READ, processor);
    return passing;
  }

  private static boolean isOfVersion(Recorded recorded) {
    return recorded.event() instanceof VersionEvent;
  }

  private final class PassingOver implements Fold {
    private final Fold fold;
    private long before;
    private long newest;

    PassingOver(Fold fold) {
      this.fold = fold;
    }

    void read(ResultSet row) throws SQLException {
      before = row.next() ? row.getLong(1) : 0;
      newest = before;
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
    public void write(RoundTrip writes) {
      fold.write(writes);
      if (newest > before) {
        writes.update(WRITE, processor, newest);
      }
    }
  }
}
