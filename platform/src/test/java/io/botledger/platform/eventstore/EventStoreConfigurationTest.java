package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.ProgressConfiguration;
import io.botledger.platform.progress.ProgressRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.springboot.updates.UpdateCheckConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** With all of the auto-configuration that the application has. */
class EventStoreConfigurationTest {

  @EnableAutoConfiguration
  @Import({EventStoreConfiguration.class, ProgressConfiguration.class})
  static class Reading {
    @Bean
    Database database() {
      return TestPostgres.freshDatabase();
    }
  }

  @Import(Reading.class)
  static class Commanding {
    @Bean
    DataSource commandDataSource(Database database) {
      return TestPostgres.dataSource(database);
    }

    @Bean
    PlatformTransactionManager commandTransactionManager(DataSource commandDataSource) {
      return new JdbcTransactionManager(commandDataSource);
    }
  }

  private static ConfigurableApplicationContext start(Class<?> configuration) {
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .properties("spring.config.import=classpath:platform.yaml")
        .run();
  }

  private static List<Long> append(
      ConfigurableApplicationContext context, DomainEventMessage<?> event) {
    List<Long> positions = new ArrayList<>();
    UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(event);
    unitOfWork.attachTransaction(context.getBean(TransactionManager.class));
    unitOfWork.afterCommit(committed -> positions.addAll(AppendedPositions.of(committed)));
    unitOfWork.execute(() -> context.getBean(EventStore.class).publish(event));
    return positions;
  }

  @Test
  void axon_uses_what_is_ours() {
    try (ConfigurableApplicationContext context = start(Commanding.class)) {
      Configuration axon = context.getBean(Configuration.class);
      assertThat(axon.eventStore())
          .isInstanceOf(EmbeddedEventStore.class)
          .isSameAs(context.getBean(EventBus.class));
      assertThat(context.getBean(EventStorageEngine.class))
          .isInstanceOf(PostgresEventStorageEngine.class);
      assertThat(axon.getComponent(TransactionManager.class))
          .isInstanceOf(SpringTransactionManager.class);
      assertThat(axon.serializer()).isInstanceOf(TokenSerializer.class);
      assertThat(axon.messageSerializer()).isInstanceOf(TokenSerializer.class);
      assertThat(axon.eventSerializer()).isInstanceOf(EventSerializer.class);
      assertThat(context.getBeansOfType(Serializer.class)).hasSize(3);
      assertThat(GenericEventMessage.clock).isInstanceOf(CommandTime.class);
      assertThat(context.getBean(Progress.class)).isInstanceOf(ProgressRegistry.class);
      assertThat(context.getBean(UpdateCheckConfiguration.class).getDisabled()).isTrue();
    }
  }

  @Test
  void what_is_published_in_a_transaction_is_in_the_log_and_its_position_known() throws Exception {
    try (ConfigurableApplicationContext context = start(Commanding.class);
        BlockingStream<TrackedEventMessage<?>> stream =
            context.getBean(EventLog.class).openStream(null)) {
      List<Long> positions = append(context, TestLog.event("a"));
      context.getBean(EventsAppended.class).announce();
      assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
      assertThat(positions).containsExactly(EventLog.positionOf(stream.nextAvailable()));
    }
  }

  @Test
  void without_a_command_side_the_log_can_be_read_and_not_appended_to() {
    try (ConfigurableApplicationContext context = start(Reading.class)) {
      assertThat(context.getBean(EventLog.class).createHeadToken()).isEqualTo(GapSafeReader.TAIL);
      assertThatThrownBy(() -> append(context, TestLog.event("a")))
          .isInstanceOf(EventStoreException.class)
          .hasStackTraceContaining("read-only transaction");
    }
  }
}
