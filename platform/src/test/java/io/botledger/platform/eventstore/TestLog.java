package io.botledger.platform.eventstore;

import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An empty log on a database of its own. */
final class TestLog {

  final Database database = TestPostgres.freshDatabase();
  final DataSource dataSource = TestPostgres.pool(database);
  final JdbcClient sql = JdbcClient.create(dataSource);
  final EventSerializer serializer = new EventSerializer();
  final PostgresEventStorageEngine engine;

  TestLog() {
    EventTables.prepare(database);
    engine = engine(dataSource);
  }

  PostgresEventStorageEngine engine(DataSource appends) {
    return new PostgresEventStorageEngine(
        appends,
        new SpringTransactionManager(new JdbcTransactionManager(appends)),
        dataSource,
        serializer);
  }

  static DomainEventMessage<VersionEvent> event(String stream, long sequence, VersionEvent event) {
    return new GenericDomainEventMessage<>("Version", stream, sequence, event);
  }

  /** The first event of a stream that nobody else has. */
  static DomainEventMessage<VersionEvent> event(String chatbotId) {
    return event(UUID.randomUUID().toString(), 0, new VersionDeleted(chatbotId));
  }

  /** Appends and commits; the events' positions. */
  List<Long> append(DomainEventMessage<?>... events) {
    UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(events[0]);
    try {
      engine.appendEvents(List.of(events));
      return AppendedPositions.of(unitOfWork);
    } finally {
      unitOfWork.rollback();
    }
  }

  /** Appends and commits that many events of a chatbot. */
  void append(String chatbotId, int number) {
    for (int rest = number; rest > 0; rest -= 1_000) {
      engine.appendEvents(
          IntStream.range(0, Math.min(rest, 1_000)).mapToObj(i -> event(chatbotId)).toList());
    }
  }

  /** Appends and rolls back: the position is lost. */
  void appendAndRollBack(String chatbotId) {
    try (OpenAppend open = open(chatbotId)) {
      open.rollBack();
    }
  }

  /** An appended event whose transaction is held open. */
  OpenAppend open(String chatbotId) {
    OpenAppend open = new OpenAppend();
    open.append(chatbotId);
    return open;
  }

  List<String> chatbots(List<GapSafeReader.Positioned> events) {
    return positions(events).stream()
        .map(
            position ->
                sql.sql("select chatbot_id from events.event where global_index = ?")
                    .param(position)
                    .query(String.class)
                    .single())
        .toList();
  }

  static List<Long> positions(List<GapSafeReader.Positioned> events) {
    return events.stream().map(GapSafeReader.Positioned::position).toList();
  }

  /** A transaction of its own. */
  final class OpenAppend implements AutoCloseable {

    final Connection connection;
    private final PostgresEventStorageEngine engine;

    OpenAppend() {
      try {
        connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      engine =
          new PostgresEventStorageEngine(
              new SingleConnectionDataSource(connection, true),
              NoTransactionManager.instance(),
              dataSource,
              serializer);
    }

    /** Has the transaction take its id, and nothing else. */
    OpenAppend takeTransactionId() {
      run("select pg_current_xact_id()");
      return this;
    }

    void append(String chatbotId) {
      engine.appendEvents(new ArrayList<>(List.of(event(chatbotId))));
    }

    void run(String statement) {
      try (var running = connection.createStatement()) {
        running.execute(statement);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void commit() {
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void rollBack() {
      try {
        connection.rollback();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
