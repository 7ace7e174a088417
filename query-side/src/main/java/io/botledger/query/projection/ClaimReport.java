package io.botledger.query.projection;

import io.botledger.query.generation.Generation;
import io.botledger.query.segment.SegmentTokens;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reports what a segment had handled when it was claimed. Without events no batch would. */
final class ClaimReport implements SegmentTokens.Listener {
  private final Generation generation;
  private final DeadLetters deadLetters;
  private final JdbcTemplate database;
  private final Reports reports;
  private final Changes changes;

  ClaimReport(Generation generation, DataSource dataSource, Reports reports, Changes changes) {
    this.generation = generation;
    this.deadLetters = new DeadLetters(generation);
    this.database = new JdbcTemplate(dataSource);
    this.reports = reports;
    this.changes = changes;
  }

  @Override
  public void claimed(Segment segment, @Nullable TrackingToken token) {
    if (WrappedToken.unwrapLowerBound(token) instanceof GapAwareTrackingToken place) {
      // The token's row is locked by now: what is queued of all that it covers can be seen.
      List<Long> heldUp =
          database.execute(
              (ConnectionCallback<List<Long>>)
                  connection -> deadLetters.newest(connection, segment));
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              changes.claimed();
              reports.handled(generation, segment, place, heldUp);
            }
          });
    }
  }
}
