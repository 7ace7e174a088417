package io.botledger.query.segment;

import io.botledger.platform.progress.Projection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The tokens of one processor, and who has its segments. It differs from Axon's store for JDBC in
 * five ways:
 *
 * <ul>
 *   <li>What belongs to another process is left to it, for a while; see {@link Shares}.
 *   <li>No claim waits for a lock. Whoever stood still in the middle of a batch has locked its
 *       token, and a process that waited for it would lose its other segments meanwhile.
 *   <li>A token never goes back. Axon's go back to an event that is handed out again; whoever
 *       compares tokens with rows would miss some of these then.
 *   <li>How old a claim is says the database's clock: those of machines differ.
 *   <li>Each processor has a name of its own, so that also one that was stopped in this process,
 *       and whose last batch goes on, cannot write any more once another has its segment.
 * </ul>
 *
 * <p>A token is written in the transaction of the batch, before everything else, and only by who
 * has its segment: its row is locked from then on, so that nobody can claim the segment before the
 * batch is over, and no batch of a process that lost the segment commits.
 */
public final class SegmentTokens implements TokenStore {

  /** Gets what a segment had handled, and committed, when it was claimed; in the transaction. */
  public interface Listener {
    void claimed(Segment segment, @Nullable TrackingToken token);
  }

  /** The format is Axon's, which processes of earlier releases read. */
  private static final String NOW =
      "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

  private static final String SEGMENTS =
      "select segment from query.token_entry where processor_name = ? order by segment";

  private static final String CLAIMS =
      """
      select segment, owner,
        (extract(epoch from clock_timestamp() - timestamp::timestamptz) * 1000)::bigint as age,
        array(%s) as living
      from query.token_entry where processor_name = ? order by segment
      """
          .formatted(Processes.LIVING);

  private static final String INITIALIZE =
      """
      insert into query.token_entry (processor_name, segment, token, token_type, timestamp)
      select ?, segment, ?, ?, %s from generate_series(0, ? - 1) as segment
      on conflict do nothing
      """
          .formatted(NOW);

  private static final String CLAIM =
      """
      update query.token_entry set owner = ?, timestamp = %s
      where (processor_name, segment) in (
        select processor_name, segment from query.token_entry
        where processor_name = ? and segment = ? and (owner is null or owner = ?
          or timestamp::timestamptz < clock_timestamp() - ? * interval '1 millisecond')
        for update skip locked)
      returning token, token_type
      """
          .formatted(NOW);

  private static final String OWN = "where processor_name = ? and segment = ? and owner = ?";

  private static final String STORE =
      "update query.token_entry set token = ?, token_type = ?, timestamp = %s ".formatted(NOW)
          + OWN;

  private static final String RENEW =
      "update query.token_entry set timestamp = %s ".formatted(NOW) + OWN;

  private static final String RELEASE =
      "update query.token_entry set owner = null, timestamp = %s ".formatted(NOW) + OWN;

  private static final AtomicLong NUMBER = new AtomicLong();

  private final JdbcClient database;
  private final Serializer serializer;
  private final Processes processes;
  private final Handover handover;
  private final Listener listener;
  private final String owner;

  /** What is committed, by segment: of those that were claimed and not released. */
  private final Map<Integer, GapAwareTrackingToken> committed = new ConcurrentHashMap<>();

  /**
   * @param dataSource of the transactions that its methods are called in
   */
  public SegmentTokens(
      DataSource dataSource,
      Serializer serializer,
      Processes processes,
      Projection projection,
      Listener listener) {
    this.database = JdbcClient.create(dataSource);
    this.serializer = serializer;
    this.processes = processes;
    this.handover = new Handover(processes.id(), projection, processes.pace());
    this.listener = listener;
    this.owner = processes.id() + "/" + NUMBER.incrementAndGet();
  }

  public Handover handover() {
    return handover;
  }

  @Override
  public int[] fetchSegments(String processorName) {
    return database.sql(SEGMENTS).param(processorName).query(Integer.class).list().stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public List<Segment> fetchAvailableSegments(String processorName) {
    List<Claim> claims =
        database.sql(CLAIMS).params(processes.alive(), processorName).query(Claim::read).list();
    // One that could not be released, since the database was away, may be another process's now.
    committed
        .keySet()
        .retainAll(
            claims.stream()
                .filter(claim -> owner.equals(claim.owner()))
                .map(Claim::segment)
                .collect(Collectors.toSet()));
    if (claims.isEmpty()) {
      return List.of();
    }
    Shares shares = processes.shares(claims.get(0).living());
    Set<Integer> claimable =
        claims.stream()
            .filter(claim -> owner.equals(claim.owner()) || handover.isFree(claim, shares))
            .map(Claim::segment)
            .collect(Collectors.toCollection(TreeSet::new));
    handover.claimable(claimable);
    int[] all = claims.stream().mapToInt(Claim::segment).toArray();
    return claimable.stream().map(segment -> Segment.computeSegment(segment, all)).toList();
  }

  /** Does nothing for segments that another process was first to make. */
  @Override
  public void initializeTokenSegments(
      String processorName, int segmentCount, @Nullable TrackingToken initialToken) {
    SerializedObject<String> token = serializer.serialize(initialToken, String.class);
    database
        .sql(INITIALIZE)
        .params(processorName, token.getData(), token.getType().getName(), segmentCount)
        .update();
  }

  @Override
  public @Nullable TrackingToken fetchToken(String processorName, int segment) {
    committed.remove(segment);
    TrackingToken token =
        database
            .sql(CLAIM)
            .params(owner, processorName, segment, owner, processes.pace().claim().toMillis())
            .query((row, number) -> new Claimed(token(row)))
            .optional()
            .orElseThrow(() -> lost(processorName, segment))
            .token();
    if (token instanceof GapAwareTrackingToken place) {
      committed.put(segment, place);
      forgetUnlessCommitted(segment, place);
    }
    return token;
  }

  private void forgetUnlessCommitted(int segment, GapAwareTrackingToken place) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              if (status != STATUS_COMMITTED) {
                committed.remove(segment, place);
              }
            }
          });
    }
  }

  /**
   * How far the segments of this processor have come. The processor knows of one that it passed
   * what does not concern it, but nothing at all of one that has not handled a batch since it was
   * claimed; one that another process took it may still be at work on.
   *
   * @param known what the processor knows, by segment
   */
  public Stream<TrackingToken> handled(Map<Integer, EventTrackerStatus> known) {
    Map<Integer, TrackingToken> handled = new HashMap<>(committed);
    known.forEach(
        (segment, status) -> {
          // What is left of a segment that failed is none.
          if (handled.containsKey(segment) || !status.isErrorState()) {
            handled.put(segment, status.getTrackingToken());
          }
        });
    return handled.values().stream();
  }

  @Override
  public @Nullable TrackingToken fetchToken(String processorName, Segment segment) {
    TrackingToken token = fetchToken(processorName, segment.getSegmentId());
    listener.claimed(segment, token);
    return token;
  }

  @Override
  public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
    TrackingToken all = withWhatIsCommitted(token, segment);
    SerializedObject<String> stored = serializer.serialize(all, String.class);
    requireOwn(
        database
            .sql(STORE)
            .params(stored.getData(), stored.getType().getName(), processorName, segment, owner)
            .update(),
        processorName,
        segment);
  }

  /** Remembers it as well, once it is committed. */
  private @Nullable TrackingToken withWhatIsCommitted(@Nullable TrackingToken token, int segment) {
    GapAwareTrackingToken before = committed.get(segment);
    if (before == null || !(token instanceof GapAwareTrackingToken)) {
      return token;
    }
    GapAwareTrackingToken all = (GapAwareTrackingToken) before.upperBound(token);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            committed.replace(segment, before, all);
          }
        });
    return all;
  }

  @Override
  public void extendClaim(String processorName, int segment) {
    requireOwn(
        database.sql(RENEW).params(processorName, segment, owner).update(), processorName, segment);
  }

  @Override
  public void releaseClaim(String processorName, int segment) {
    committed.remove(segment);
    database.sql(RELEASE).params(processorName, segment, owner).update();
  }

  private static void requireOwn(int updated, String processorName, int segment) {
    if (updated == 0) {
      throw lost(processorName, segment);
    }
  }

  private static UnableToClaimTokenException lost(String processorName, int segment) {
    return new UnableToClaimTokenException(
        "Another process has the segment %d of %s.".formatted(segment, processorName));
  }

  private record Claimed(@Nullable TrackingToken token) {}

  private @Nullable TrackingToken token(ResultSet row) throws SQLException {
    String text = row.getString("token");
    return text == null
        ? null
        : serializer.deserialize(
            new SimpleSerializedObject<>(text, String.class, row.getString("token_type"), null));
  }
}
