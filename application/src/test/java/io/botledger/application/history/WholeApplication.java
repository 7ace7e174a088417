package io.botledger.application.history;

import io.botledger.application.Botledger;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.PostgresForTests;
import io.botledger.command.execution.Commands;
import io.botledger.platform.database.Database;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole application in this process: thousands of commands need no HTTP of their own. */
final class WholeApplication implements AutoCloseable {
  private static final String KEY = "a-key-for-histories-0123";
  private final ConfigurableApplicationContext context;
  private final Database database;

  private WholeApplication(ConfigurableApplicationContext context, Database database) {
    this.context = context;
    this.database = database;
  }

  static WholeApplication start(Database database, Path dataDirectory) {
    String[] options = PostgresForTests.options(database);
    String[] all = java.util.Arrays.copyOf(options, options.length + 4);
    all[options.length] = "--server.port=0";
    all[options.length + 1] = "--botledger.data-dir=" + dataDirectory;
    all[options.length + 2] = "--botledger.admin-key=" + KEY;
    // One line a command is too much for tens of thousands.
    all[options.length + 3] = "--logging.level.botledger.command=warn";
    return new WholeApplication(SpringApplication.run(Botledger.class, all), database);
  }

  Commands commands() {
    return context.getBean(Commands.class);
  }

  ContractClient client() {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return new ContractClient(URI.create("http://localhost:" + port), KEY);
  }

  /** For looking behind the API. */
  JdbcClient sql() {
    return JdbcClient.create(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
  }

  @Override
  public void close() {
    context.close();
  }
}
