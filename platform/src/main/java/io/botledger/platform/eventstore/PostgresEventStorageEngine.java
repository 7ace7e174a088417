package io.botledger.platform.eventstore;

import io.botledger.platform.database.RoundTrip;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;

/**
 * Axon's JDBC engine on our table: JSON that {@code psql} can ask, one round trip for an append and
 * for a load, and tracked reading that skips nothing (see {@link GapSafeReader}).
 *
 * <p>A {@link Snapshot} is read together with the events behind it. Aggregates have theirs written
 * with their events; Axon's way of storing one does nothing.
 */
public final class PostgresEventStorageEngine extends JdbcEventStorageEngine {

  private static final int LOAD = StreamsAhead.MOST;

  private static final String STREAM = StreamsAhead.query("?");

  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?::json, ?::json, ?)";

  private final TransactionManager transactions;
  private final DataSource log;

  /**
   * @param appends where aggregates are loaded and events appended, in the running transaction
   * @param log where tracked events are read; never in a transaction
   */
  public PostgresEventStorageEngine(
      DataSource appends, TransactionManager transactions, DataSource log, Serializer events) {
    super(
        JdbcEventStorageEngine.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(appends))
            .transactionManager(transactions)
            .eventSerializer(events)
            .snapshotSerializer(events)
            .dataType(String.class)
            .schema(StoredEvents.SCHEMA)
            .batchSize(LOAD)
            // Nothing is ever removed from a stream, so that a batch that is not full is the last.
            .finalAggregateBatchPredicate(batch -> batch.size() < LOAD)
            .persistenceExceptionResolver(AppendConflicts::isOne));
    this.transactions = transactions;
    this.log = log;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    AppendedPositions.add(transactions.fetchInTransaction(() -> append(events, serializer)));
  }

  private List<Long> append(List<? extends EventMessage<?>> events, Serializer serializer) {
    String sql =
        """
        insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
          payload_type, payload_revision, payload, meta_data, time_stamp)
        values %s
        returning global_index
        """
            .formatted(String.join(", ", Collections.nCopies(events.size(), ROW)));
    List<Object> values = new ArrayList<>();
    for (EventMessage<?> event : events) {
      addValues(values, domainEvent(event), serializer);
    }
    List<Long> positions = new ArrayList<>(events.size());
    RoundTrip write = BeforeTheAppend.take();
    write.query(
        rows -> {
          while (rows.next()) {
            positions.add(rows.getLong(1));
          }
        },
        sql,
        values.toArray());
    try (Connection connection = getConnection()) {
      write.run(connection);
      return positions;
    } catch (SQLException e) {
      throw AppendConflicts.explain(e, events);
    }
  }

  private static DomainEventMessage<?> domainEvent(EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> domainEvent) {
      return domainEvent;
    }
    throw new EventStoreException("Only what an aggregate applied can be stored.");
  }

  private static void addValues(
      List<Object> values, DomainEventMessage<?> event, Serializer serializer) {
    SerializedObject<String> payload = event.serializePayload(serializer, String.class);
    SerializedObject<String> metaData = event.serializeMetaData(serializer, String.class);
    values.add(event.getIdentifier());
    values.add(event.getAggregateIdentifier());
    values.add(event.getSequenceNumber());
    values.add(event.getType());
    values.add(payload.getType().getName());
    values.add(payload.getType().getRevision());
    values.add(payload.getData());
    values.add(metaData.getData());
    // PostgreSQL would round up, into a time that has not come yet.
    Instant kept = event.getTimestamp().truncatedTo(ChronoUnit.MILLIS);
    values.add(OffsetDateTime.ofInstant(kept, ZoneOffset.UTC));
  }

  @Override
  protected List<? extends DomainEventData<?>> fetchDomainEvents(
      String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
    return StreamsAhead.take(aggregateIdentifier, firstSequenceNumber)
        .<List<? extends DomainEventData<?>>>map(stream -> stream)
        .orElseGet(
            () -> super.fetchDomainEvents(aggregateIdentifier, firstSequenceNumber, batchSize));
  }

  @Override
  protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
    return StoredEvents.read(row);
  }

  @Override
  protected Stream<? extends TrackedEventData<?>> readEventData(
      TrackingToken token, boolean mayBlock) {
    GapSafeReader reader = new GapSafeReader(log, GapSafeReader.startingAt(token), LOAD);
    return Stream.generate(reader::read)
        .takeWhile(page -> !page.isEmpty())
        .flatMap(List::stream)
        .map(GapSafeReader.Positioned::data);
  }

  @Override
  protected List<? extends TrackedEventData<?>> fetchTrackedEvents(
      TrackingToken token, int batchSize) {
    return new GapSafeReader(log, GapSafeReader.startingAt(token), batchSize)
        .read().stream().map(GapSafeReader.Positioned::data).toList();
  }

  @Override
  public TrackingToken createTailToken() {
    return GapSafeReader.TAIL;
  }

  @Override
  public TrackingToken createHeadToken() {
    return new LogTokens(log).head();
  }

  @Override
  public TrackingToken createTokenAt(Instant time) {
    return new LogTokens(log).at(time);
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    if (CurrentUnitOfWork.isStarted() && !StreamsAhead.has(aggregateIdentifier)) {
      transactions.executeInTransaction(() -> readAhead(aggregateIdentifier));
    }
    return StreamsAhead.snapshot(aggregateIdentifier).map(Snapshot::message);
  }

  private void readAhead(String aggregateIdentifier) {
    try (Connection connection = getConnection();
        PreparedStatement stream = connection.prepareStatement(STREAM)) {
      stream.setString(1, aggregateIdentifier);
      try (ResultSet rows = stream.executeQuery()) {
        StreamsAhead.read(rows);
      }
    } catch (SQLException e) {
      throw new EventStoreException("The stream could not be read.", e);
    }
  }

  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {}
}
