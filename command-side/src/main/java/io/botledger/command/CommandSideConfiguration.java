package io.botledger.command;

import io.botledger.command.state.CommandTables;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The command side. It needs a {@link Database}, the event store and the progress of the
 * projections, and gives the connections that append ({@code commandDataSource}, {@code
 * commandTransactionManager}).
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSideConfiguration {

  @Bean
  CommandTables commandTables(Database database, EventTables events) {
    return CommandTables.prepare(database, events);
  }
}
