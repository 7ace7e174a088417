package io.botledger.command.log;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.eventstore.SettledPosition;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections that answers about the log are read on. */
@Configuration(proxyBeanMethods = false)
class LogAnswersConfiguration {

  @Bean(destroyMethod = "close")
  HikariDataSource logAnswersDataSource(Database database, EventTables eventTables) {
    return ConnectionPool.forAnswers(database, "log-answers", 2);
  }

  @Bean
  SettledPosition settledPosition(
      @Qualifier("logAnswersDataSource") DataSource logAnswersDataSource) {
    SettledPosition settled = new SettledPosition(logAnswersDataSource);
    settled.mark();
    return settled;
  }
}
