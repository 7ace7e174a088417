package io.botledger.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real PostgreSQL for tests: one server for each JVM, started when the first test needs it, and a
 * fresh database for each test class that asks.
 */
public final class TestPostgres {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        // Ends with the JVM, by a shutdown hook of its own.
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A database that nobody else has, empty. Its role may do everything. */
  public static Database freshDatabase() {
    String name = "test_" + NUMBER.incrementAndGet();
    String url = Server.RUNNING.getJdbcUrl("postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Database(
        "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name, "postgres", "");
  }

  /** Pooled connections, of which none stays: for tests that use thousands one after the other. */
  public static DataSource pool(Database database) {
    HikariDataSource pool = ConnectionPool.of(database, "test", 32);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(10_000);
    return pool;
  }

  /** Unpooled connections. */
  public static DataSource dataSource(Database database) {
    return new DriverManagerDataSource(database.url(), database.username(), database.password());
  }
}
