package io.botledger.command.execution;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.command.state.ChatbotFacts;
import io.botledger.command.state.CommandState;
import io.botledger.command.state.CommandTables;
import io.botledger.command.version.RefusalsWithoutAVersion;
import io.botledger.platform.answer.AnsweredRequests;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.CommitOutcome;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.interceptors.TransactionManagingInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The way of a command, wired. */
@Configuration(proxyBeanMethods = false)
public class CommandExecutionConfiguration {

  /** Whether a write must say what it expects to be there; else it may. */
  static final String REQUIRE_PRECONDITIONS = "botledger.require-preconditions";

  /** As many commands are carried out at once as there are connections for them. */
  private static final int WORKERS = 8;

  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_OF_ONE = 200;
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  /**
   * Connections that append. Their time-outs end a stuck command long before the minute after which
   * Axon's own reader would skip it, and free the chatbot that it has locked.
   */
  @Bean(destroyMethod = "close")
  HikariDataSource commandDataSource(Database database, CommandTables tables) {
    HikariDataSource pool = ConnectionPool.of(database, "command", WORKERS);
    // With the time in the queue, an outage is answered within five seconds.
    pool.setConnectionTimeout(2_000);
    pool.setConnectionInitSql(
        "set lock_timeout = '3s'; set statement_timeout = '4s';"
            + " set idle_in_transaction_session_timeout = '5s'; set tcp_user_timeout = '5s';"
            + ConnectionPool.BY_KEYS);
    // For connections that the network swallowed: longer than any statement may take.
    pool.addDataSourceProperty("socketTimeout", "5");
    return pool;
  }

  @Bean
  JdbcTransactionManager commandTransactionManager(
      @Qualifier("commandDataSource") DataSource commandDataSource) {
    return new JdbcTransactionManager(commandDataSource);
  }

  @Bean
  CorrelationDataProvider commandMetadata() {
    return new CommandMetadata();
  }

  /** Carries commands out in the calling thread, each in a transaction of its own. */
  @Bean
  CommandBus commandBus(
      TransactionManager axonTransactionManager,
      CorrelationDataProvider commandMetadata,
      @Qualifier("commandDataSource") DataSource commandDataSource,
      JsonMapper json) {
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    bus.registerHandlerInterceptor(
        new TransactionManagingInterceptor<>(new CommitOutcome(axonTransactionManager)));
    bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(commandMetadata));
    bus.registerHandlerInterceptor(
        new AnsweredOnce(new AnsweredRequests(commandDataSource, "command", json)));
    bus.registerHandlerInterceptor(
        new ChatbotLock(new ChatbotFacts(commandDataSource), new CommandState(commandDataSource)));
    bus.registerHandlerInterceptor(new RefusalsWithoutAVersion());
    return bus;
  }

  @Bean(destroyMethod = "close")
  ChatbotQueues chatbotQueues() {
    return new ChatbotQueues(WORKERS, MAX_WAITING, MAX_WAITING_OF_ONE, PATIENCE);
  }

  @Bean
  Commands commands(
      CommandBus commandBus,
      ChatbotQueues queues,
      EventsAppended eventsAppended,
      Progress progress,
      ObjectProvider<MeterRegistry> meters,
      Environment environment) {
    return new Commands(
        commandBus,
        queues,
        eventsAppended,
        progress,
        new CommandJournal(meters.getIfAvailable(SimpleMeterRegistry::new), queues),
        environment.getProperty(REQUIRE_PRECONDITIONS, Boolean.class, false));
  }
}
