package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.eventstore.TokenSerializer;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.TestBatches;
import io.botledger.query.segment.ClaimPace;
import io.botledger.query.segment.Processes;
import io.botledger.query.segment.SegmentTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackerStatus;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the log hands out again while segments change hands. */
class RepeatedEventsTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);
  private final DataSource dataSource = log.dataSource();

  @ParameterizedTest
  @EnumSource(Projection.class)
  void anEventThatIsTwiceInABatchIsAppliedAndCountedOnce(Projection projection) {
    RandomHistory history = new RandomHistory(log, 11);
    history.append(60, 4);
    log.createsKey("key-1", "one");
    history.append(20, 4);
    log.createsKey("key-2", "two");
    Generations generations = Generations.prepare(database, dataSource);
    Generation live = generations.live(projection);
    TestBatches batches =
        new TestBatches(
            database, dataSource, generations, live, QuerySideConfiguration.projector(live));
    try (EventLog events = new EventLog(dataSource, new EventSerializer())) {
      List<TrackedEventMessage<?>> all =
          events.read(LongStream.rangeClosed(1, log.head()).boxed().toList());
      int half = all.size() / 2;
      batches.handle(twice(all.subList(0, half)));
      // Some of the batch before, in front of what is new and behind it.
      List<TrackedEventMessage<?>> mixed = new ArrayList<>(all.subList(half - 20, all.size()));
      mixed.addAll(all.subList(half - 10, all.size()));
      batches.handle(mixed);
      batches.handle(twice(all));
    }
    assertThat(
            log.sql()
                .sql("select sum(handled) from query.handled_block where processor_name = ?")
                .param(live.processor())
                .query(Long.class)
                .single())
        .isEqualTo(log.head());
    assertThat(log.sql().sql("select count(*) from query.dead_letter").query(Long.class).single())
        .isZero();
  }

  private static List<TrackedEventMessage<?>> twice(List<TrackedEventMessage<?>> events) {
    List<TrackedEventMessage<?>> twice = new ArrayList<>(events);
    twice.addAll(events);
    return twice;
  }

  @Test
  void aStoredTokenNeverGoesBackAndSaysNothingThatIsNotCommitted() {
    Generations.prepare(database, dataSource);
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    SegmentTokens tokens =
        new SegmentTokens(
            dataSource,
            new TokenSerializer(),
            new Processes(dataSource, ClaimPace.USUAL),
            Projection.AUDIT_HISTORY,
            (segment, token) -> {});
    transaction.executeWithoutResult(
        status -> {
          tokens.initializeTokenSegments("test", 1, token(0));
          tokens.fetchToken("test", 0);
        });
    store(transaction, tokens, token(1_000, 990), false);
    isStored(transaction, tokens, token(1_000, 990));
    store(transaction, tokens, token(994), false);
    isStored(transaction, tokens, token(1_000));
    store(transaction, tokens, token(1_010, 1_005), true);
    store(transaction, tokens, token(1_003, 1_002), false);
    isStored(transaction, tokens, token(1_003, 1_002));
  }

  @Test
  void aSegmentIsHeldFromItsClaimToItsReleaseOrItsLoss() {
    Generations.prepare(database, dataSource);
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    SegmentTokens tokens =
        new SegmentTokens(
            dataSource,
            new TokenSerializer(),
            new Processes(dataSource, ClaimPace.USUAL),
            Projection.AUDIT_HISTORY,
            (segment, token) -> {});
    transaction.executeWithoutResult(status -> tokens.initializeTokenSegments("test", 2, token(7)));
    transaction.executeWithoutResult(
        status -> {
          tokens.fetchToken("test", 0);
          status.setRollbackOnly();
        });
    assertThat(tokens.handled(Map.of())).isEmpty();
    transaction.executeWithoutResult(status -> tokens.fetchToken("test", 0));
    transaction.executeWithoutResult(status -> tokens.fetchToken("test", 1));
    transaction.executeWithoutResult(status -> tokens.storeToken(token(9), "test", 1));
    assertThat(tokens.handled(Map.of())).containsExactlyInAnyOrder(token(7), token(9));
    transaction.executeWithoutResult(status -> tokens.releaseClaim("test", 0));
    assertThat(tokens.handled(Map.of())).containsExactly(token(9));
    log.sql().sql("update query.token_entry set owner = 'another'").update();
    assertThat(tokens.handled(Map.of())).containsExactly(token(9));
    EventTrackerStatus further = new TrackerStatus(Segment.ROOT_SEGMENT, token(12));
    assertThat(tokens.handled(Map.of(1, further))).containsExactly(token(12));
    transaction.executeWithoutResult(status -> tokens.fetchAvailableSegments("test"));
    // A batch of it may go on here, unless it is what was left of one that failed.
    assertThat(tokens.handled(Map.of(1, further))).containsExactly(token(12));
    EventTrackerStatus failed =
        new TrackerStatus(Segment.ROOT_SEGMENT, token(12)).markError(new RuntimeException());
    assertThat(tokens.handled(Map.of(1, failed))).isEmpty();
    assertThat(tokens.handled(Map.of())).isEmpty();
  }

  private static void store(
      TransactionTemplate transaction,
      SegmentTokens tokens,
      TrackingToken token,
      boolean isRolledBack) {
    transaction.executeWithoutResult(
        status -> {
          tokens.storeToken(token, "test", 0);
          if (isRolledBack) {
            status.setRollbackOnly();
          }
        });
  }

  private static void isStored(
      TransactionTemplate transaction, SegmentTokens tokens, TrackingToken token) {
    transaction.executeWithoutResult(
        status -> assertThat(tokens.fetchToken("test", 0)).isEqualTo(token));
  }

  private static GapAwareTrackingToken token(long index, long... gaps) {
    return GapAwareTrackingToken.newInstance(index, LongStream.of(gaps).boxed().toList());
  }
}
