package io.botledger.platform.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.PostgresNotifications;
import io.botledger.platform.route.Side;
import io.botledger.platform.route.Sides;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The log, wired. Axon's auto-configuration finds every bean it would otherwise make by itself, and
 * so makes none.
 *
 * <p>Appends go through the command side's {@code commandDataSource} and {@code
 * commandTransactionManager}. Where there is no command side, the engine stands on the log's own
 * connections, which can only read.
 */
@Configuration(proxyBeanMethods = false)
public class EventStoreConfiguration {

  /** The command side owns the events; where it does not run, it is waited for. */
  @Bean
  EventTables eventTables(Database database, ObjectProvider<Sides> sides) {
    return sides.getIfAvailable(() -> Sides.BOTH).run(Side.COMMAND)
        ? EventTables.prepare(database)
        : EventTables.await(database);
  }

  /**
   * Reads of the log: few, short, in auto-commit mode, without the time-outs of those who append.
   */
  @Bean(destroyMethod = "close")
  HikariDataSource eventLogDataSource(Database database, EventTables tables) {
    HikariDataSource pool = ConnectionPool.of(database, "log", 3);
    pool.setReadOnly(true);
    pool.setConnectionInitSql("set default_transaction_read_only = on");
    // A connection that the network swallowed must not hold up a reader for ever.
    pool.addDataSourceProperty("socketTimeout", "60");
    return pool;
  }

  /** Tokens and all that Axon keeps for itself. */
  @Bean
  @Primary
  Serializer serializer() {
    return new TokenSerializer();
  }

  @Bean
  @Qualifier("messageSerializer")
  Serializer messageSerializer(Serializer serializer) {
    return serializer;
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer() {
    return new EventSerializer();
  }

  @Bean
  @Primary
  TransactionManager axonTransactionManager(
      @Qualifier("commandTransactionManager") ObjectProvider<PlatformTransactionManager> command,
      @Qualifier("eventLogDataSource") DataSource log) {
    return new SpringTransactionManager(
        command.getIfAvailable(() -> new JdbcTransactionManager(log)));
  }

  @Bean
  EventStorageEngine eventStorageEngine(
      @Qualifier("commandDataSource") ObjectProvider<DataSource> command,
      @Qualifier("eventLogDataSource") DataSource log,
      TransactionManager axonTransactionManager,
      @Qualifier("eventSerializer") Serializer eventSerializer) {
    GenericEventMessage.clock = new CommandTime();
    return new PostgresEventStorageEngine(
        command.getIfAvailable(() -> log), axonTransactionManager, log, eventSerializer);
  }

  @Bean(destroyMethod = "shutDown")
  EmbeddedEventStore eventStore(EventStorageEngine eventStorageEngine) {
    // Readers follow the EventLog; the store's shortcut would hand out what is not in the log yet.
    return EmbeddedEventStore.builder()
        .storageEngine(eventStorageEngine)
        .optimizeEventConsumption(false)
        .build();
  }

  /** Lazily, since it has a thread, and who only appends does not follow the log. */
  @Bean(destroyMethod = "close")
  @Lazy
  EventLog eventLog(
      @Qualifier("eventLogDataSource") DataSource log,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      PostgresNotifications notifications) {
    EventLog eventLog = new EventLog(log, eventSerializer);
    notifications.onAppended(eventLog::wake);
    return eventLog;
  }

  @Bean
  Contents contents(
      @Qualifier("commandDataSource") ObjectProvider<DataSource> command,
      @Qualifier("eventLogDataSource") DataSource log) {
    return new Contents(command.getIfAvailable(() -> log));
  }
}
