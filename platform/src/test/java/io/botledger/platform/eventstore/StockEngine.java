package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;

/** Axon's own engine with Axon's own rule about gaps, taught no more than our columns' types. */
final class StockEngine extends JdbcEventStorageEngine {

  StockEngine(DataSource dataSource, int gapTimeout) {
    super(
        JdbcEventStorageEngine.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
            .transactionManager(NoTransactionManager.instance())
            .eventSerializer(new EventSerializer())
            .snapshotSerializer(new EventSerializer())
            .dataType(String.class)
            .schema(StoredEvents.SCHEMA)
            .batchSize(20_000)
            .gapTimeout(gapTimeout));
  }

  /** The tokens of what it delivers behind a token. */
  List<TrackingToken> read(@Nullable TrackingToken token) {
    return fetchTrackedEvents(token, 20_000).stream()
        .<TrackingToken>map(event -> event.trackingToken())
        .toList();
  }

  @Override
  protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <T> T readPayload(ResultSet row, String column) throws SQLException {
    return (T) row.getString(column);
  }
}
