package io.botledger.command;

import io.botledger.command.capsule.CapsuleImport;
import io.botledger.command.state.CommandTables;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The command side. It needs a {@link Database}, the event store and the progress of the
 * projections, and gives the connections that append ({@code commandDataSource}, {@code
 * commandTransactionManager}).
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSideConfiguration {

  /** Before anybody can write, a capsule is taken in, if one is named. */
  @Bean
  CommandTables commandTables(Database database, EventTables events, Environment environment) {
    CommandTables tables = CommandTables.prepare(database, events);
    String capsule = environment.getProperty(CapsuleImport.OPTION, "");
    if (!capsule.isEmpty()) {
      CapsuleImport.run(database, Path.of(capsule));
    }
    return tables;
  }
}
